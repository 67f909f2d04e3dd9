import { command } from './api.js'
import { allWithin, dataOf, on } from './page.js'
import { showProblems } from './problems.js'

const asked = new URLSearchParams(location.search).get('next') ?? '/inbox'
/* Only a place of this site: nobody is sent elsewhere after signing in. */
const next =
  new URL(asked, location.origin).origin === location.origin && asked.startsWith('/') ? asked : '/inbox'

for (const button of allWithin(document, '[data-account]', HTMLButtonElement)) {
  on(button, 'click', async () => {
    const choice = { accountId: dataOf(button, 'account'), functionId: dataOf(button, 'function') }
    const answer = await command('POST', '/api/session', choice)
    if (answer.ok) location.assign(next)
    else showProblems(answer)
  })
}
