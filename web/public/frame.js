import { command } from './api.js'
import { forgetDrafts } from './draft.js'

document.getElementById('sign-out')?.addEventListener('click', async () => {
  await command('DELETE', '/api/session')
  forgetDrafts()
  location.assign('/sign-in')
})
