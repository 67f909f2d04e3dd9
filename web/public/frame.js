import { command } from './api.js'

document.getElementById('sign-out')?.addEventListener('click', async () => {
  await command('DELETE', '/api/session')
  location.assign('/sign-in')
})
