import { command, showProblems } from './api.js'

const asked = new URLSearchParams(location.search).get('next') ?? '/inbox'
/* Only a place of this site: nobody is sent elsewhere after signing in. */
const next =
  new URL(asked, location.origin).origin === location.origin && asked.startsWith('/') ? asked : '/inbox'

for (const button of document.querySelectorAll('[data-person]')) {
  button.addEventListener('click', async () => {
    const answer = await command('POST', '/api/session', { personId: button.dataset.person })
    if (answer.ok) location.assign(next)
    else showProblems(answer)
  })
}
