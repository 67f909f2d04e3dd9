import { command } from './api.js'
import { byId, dataOf, onSubmit } from './page.js'
import { showProblems } from './problems.js'

onSubmit(byId('withdraw-application', HTMLFormElement), async (form) => {
  const answer = await command('POST', `/api/applications/${dataOf(form, 'application')}/withdraw`, {})
  if (answer.ok) location.reload()
  else showProblems(answer)
})
