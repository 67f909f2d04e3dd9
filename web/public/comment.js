import { command, fieldNames, showProblems, whileDisabled } from './api.js'

const form = document.getElementById('comment')
form?.addEventListener('submit', async (event) => {
  event.preventDefault()
  const answer = await whileDisabled(form.querySelector('[type=submit]'), () =>
    command('POST', `/api/guidance-documents/${form.dataset.document}/comments`, {
      bodyId: document.getElementById('comment-body').value,
      text: document.getElementById('comment-text').value,
    }),
  )
  if (answer.ok) location.reload()
  else showProblems(answer, fieldNames({ bodyId: 'Ente che osserva', text: 'Osservazione' }))
})
