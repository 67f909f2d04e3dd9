import { command } from './api.js'
import { allWithin, dataOf, on, onSubmit, whileDisabled, within } from './page.js'
import { fieldNames, showProblems } from './problems.js'

/**
 * @param {string} path
 * @param {object} [body]
 */
async function decide(path, body) {
  const answer = await command('POST', `/api/deliveries/${path}`, body)
  if (answer.ok) location.reload()
  else showProblems(answer, fieldNames({ reason: 'Motivo' }))
}

for (const button of allWithin(document, '[data-retry]', HTMLButtonElement))
  on(button, 'click', () => whileDisabled(button, () => decide(`${dataOf(button, 'retry')}/retry`)))

for (const form of allWithin(document, '[data-discard]', HTMLFormElement))
  onSubmit(form, () => {
    const reason = within(form, '[name=reason]', HTMLInputElement).value
    return decide(`${dataOf(form, 'discard')}/discard`, { reason })
  })

for (const form of allWithin(document, '[data-release]', HTMLFormElement))
  onSubmit(form, () => decide('release'))
