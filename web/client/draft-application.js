import { command } from './api.js'
import { readJson } from './application-file.js'
import { applicationPlace } from './application-place.js'
import { byId, dataOf, ifThere, onSubmit } from './page.js'
import { showProblems } from './problems.js'
/** @import { Answer } from './types.ts' */

onSubmit(ifThere('draft-application', HTMLFormElement), async (form) => {
  const content = await readJson(byId('application-file', HTMLInputElement))
  if (content === null) return
  /** @type {Answer<{ id: string }>} */
  const answer = await command('POST', `/api/calls/${dataOf(form, 'call')}/applications`, content)
  if (answer.ok) location.assign(`/applications/${answer.body.id}`)
  else showProblems(answer, applicationPlace)
})
