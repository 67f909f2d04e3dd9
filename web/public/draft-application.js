import { applicationPlace } from './application-place.js'
import { command, showProblems, whileDisabled } from './api.js'

const notJson = {
  status: 0,
  body: { message: 'Il file non è JSON valido: controlla parentesi, virgole e virgolette.' },
}

/* The content of a file as JSON, or null. */
export async function readJson(file) {
  try {
    return JSON.parse(await file.text())
  } catch {
    showProblems(notJson)
    return null
  }
}

const form = document.getElementById('draft-application')
form?.addEventListener('submit', async (event) => {
  event.preventDefault()
  await whileDisabled(form.querySelector('[type=submit]'), async () => {
    const content = await readJson(document.getElementById('application-file').files[0])
    if (content === null) return
    const answer = await command('POST', `/api/calls/${form.dataset.call}/applications`, content)
    if (answer.ok) location.assign(`/applications/${answer.body.id}`)
    else showProblems(answer, applicationPlace)
  })
})
