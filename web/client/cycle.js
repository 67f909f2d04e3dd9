import { command, upload } from './api.js'
import { byId, dataOf, ifThere, on, onSubmit, whileDisabled } from './page.js'
import { fieldNames, showProblems } from './problems.js'
/** @import { Answer } from './types.ts' */

const labels = {
  outcome: 'Esito',
  protocolNumber: 'Protocollo della Regione',
  decidedOn: 'Data dell’esito',
}

/**
 * The letter first, where there is one: the outcome names it.
 * @param {HTMLFormElement} form
 */
async function sendOutcome(form) {
  const path = `/api/submissions/${dataOf(form, 'submission')}`
  const letter = byId('outcome-letter', HTMLInputElement).files?.[0]
  if (letter !== undefined) {
    const stored = await upload(`${path}/outcome-letter`, letter)
    if (!stored.ok) return stored
  }
  return command('POST', `${path}/outcome`, Object.fromEntries(new FormData(form)))
}

onSubmit(ifThere('outcome', HTMLFormElement), async (form) => {
  const answer = await sendOutcome(form)
  if (answer.ok) location.reload()
  else showProblems(answer, fieldNames(labels))
})

/** @param {HTMLButtonElement} button */
async function makeWorkbook(button) {
  const state = byId('workbook-state', HTMLElement)
  state.textContent = 'Il rendiconto si sta producendo…'
  /** @type {Answer<{ documentId: string, balanced: boolean }>} */
  const answer = await command('POST', `/api/cycles/${dataOf(button, 'cycle')}/workbook`, {})
  if (!answer.ok) {
    state.textContent = answer.body.message ?? ''
    return
  }
  const link = document.createElement('a')
  link.href = `/api/documents/${answer.body.documentId}`
  link.download = ''
  link.textContent = 'Scarica il rendiconto'
  const warning = answer.body.balanced
    ? ''
    : ' Attenzione: la quadratura non torna, vedi il foglio Quadratura.'
  state.replaceChildren(link, warning)
}

const workbook = ifThere('workbook', HTMLButtonElement)
if (workbook !== null) on(workbook, 'click', () => whileDisabled(workbook, () => makeWorkbook(workbook)))
