import { command } from './api.js'
import { byId, dataOf, ifThere, onSubmit } from './page.js'
import { fieldNames, showProblems } from './problems.js'

onSubmit(ifThere('comment', HTMLFormElement), async (form) => {
  const answer = await command('POST', `/api/guidance-documents/${dataOf(form, 'document')}/comments`, {
    bodyId: byId('comment-body', HTMLSelectElement).value,
    text: byId('comment-text', HTMLTextAreaElement).value,
  })
  if (answer.ok) location.reload()
  else showProblems(answer, fieldNames({ bodyId: 'Ente che osserva', text: 'Osservazione' }))
})
