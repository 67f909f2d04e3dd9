import { command, fieldNames, showProblems, whileDisabled } from './api.js'

async function decide(button, path, body) {
  const answer = await whileDisabled(button, () => command('POST', `/api/deliveries/${path}`, body))
  if (answer.ok) location.reload()
  else showProblems(answer, fieldNames({ reason: 'Motivo' }))
}

for (const button of document.querySelectorAll('[data-retry]'))
  button.addEventListener('click', () => decide(button, `${button.dataset.retry}/retry`))

for (const form of document.querySelectorAll('[data-discard]'))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const reason = form.elements.reason.value
    return decide(form.querySelector('[type=submit]'), `${form.dataset.discard}/discard`, { reason })
  })

for (const form of document.querySelectorAll('[data-release]'))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    return decide(form.querySelector('[type=submit]'), 'release')
  })
