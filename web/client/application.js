import { command, upload } from './api.js'
import { readJson } from './application-file.js'
import { applicationPlace } from './application-place.js'
import { byId, dataOf, on, whileDisabled } from './page.js'
import { showProblems } from './problems.js'
import { watchUploads } from './uploads.js'
/** @import { Answer } from './types.ts' */

const path = `/api/applications/${dataOf(byId('application', HTMLElement), 'application')}`

watchUploads((kind, file) => upload(`${path}/attachments/${encodeURIComponent(kind)}`, file))

/** @param {Answer<unknown>} answer */
function show(answer) {
  if (answer.ok) location.reload()
  else showProblems(answer, applicationPlace)
}

const file = byId('application-file', HTMLInputElement)
on(file, 'change', async () => {
  const content = await readJson(file)
  if (content !== null) show(await command('PUT', path, content))
})

const button = byId('submit-application', HTMLButtonElement)
on(button, 'click', () =>
  whileDisabled(button, async () => {
    const signatory = byId('signatory', HTMLSelectElement).value
    show(await command('POST', `${path}/submit`, signatory === '' ? {} : { signatory }))
  }),
)
