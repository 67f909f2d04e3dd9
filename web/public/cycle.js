import { command, showProblems, upload, whileDisabled } from './api.js'

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
  else showProblems(answer)
})
