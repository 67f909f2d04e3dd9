import { command } from './api.js'
import { forgetDrafts } from './draft.js'
import { ifThere, on } from './page.js'

on(ifThere('sign-out', HTMLButtonElement), 'click', async () => {
  await command('DELETE', '/api/session')
  forgetDrafts()
  location.assign('/sign-in')
})
