import { command, fieldNames, showProblems, upload, whileDisabled } from './api.js'

const labels = {
  outcome: 'Esito',
  protocolNumber: 'Protocollo della Regione',
  decidedOn: 'Data dell’esito',
}
const outcome = document.getElementById('outcome')
outcome?.addEventListener('submit', async (event) => {
  event.preventDefault()
  const path = `/api/submissions/${outcome.dataset.submission}`
  const letter = document.getElementById('outcome-letter').files[0]
  const answer = await whileDisabled(outcome.querySelector('[type=submit]'), async () => {
    const stored = letter === undefined ? { ok: true } : await upload(`${path}/outcome-letter`, letter)
    return stored.ok ? command('POST', `${path}/outcome`, Object.fromEntries(new FormData(outcome))) : stored
  })
  if (answer.ok) location.reload()
  else showProblems(answer, fieldNames(labels))
})

const workbook = document.getElementById('workbook')
workbook?.addEventListener('click', () =>
  whileDisabled(workbook, async () => {
    const state = document.getElementById('workbook-state')
    state.textContent = 'Il rendiconto si sta producendo…'
    const answer = await command('POST', `/api/cycles/${workbook.dataset.cycle}/workbook`, {})
    if (!answer.ok) {
      state.textContent = answer.body.message
      return
    }
    const link = document.createElement('a')
    link.href = `/api/documents/${answer.body.documentId}`
    link.download = ''
    link.textContent = 'Scarica il rendiconto'
    state.replaceChildren(
      link,
      answer.body.balanced ? '' : ' Attenzione: la quadratura non torna, vedi il foglio Quadratura.',
    )
  }),
)
