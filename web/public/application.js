import { command, showProblems, upload, whileDisabled } from './api.js'
import { applicationPlace } from './application-place.js'
import { readJson } from './draft-application.js'
import { watchUploads } from './uploads.js'

const place = document.getElementById('application')
const path = `/api/applications/${place.dataset.application}`

watchUploads((kind, file) => upload(`${path}/attachments/${encodeURIComponent(kind)}`, file))

document.getElementById('application-file').addEventListener('change', async ({ target }) => {
  const content = await readJson(target.files[0])
  if (content === null) return
  const answer = await command('PUT', path, content)
  if (answer.ok) location.reload()
  else showProblems(answer, applicationPlace)
})

const button = document.getElementById('submit-application')
button.addEventListener('click', () =>
  whileDisabled(button, async () => {
    const answer = await command('POST', `${path}/submit`, {})
    if (answer.ok) location.reload()
    else showProblems(answer, applicationPlace)
  }),
)
