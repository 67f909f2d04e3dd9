import { command } from './api.js'
import { forgetDrafts } from './draft.js'
import { byId, ifThere, on } from './page.js'

on(ifThere('sign-out', HTMLButtonElement), 'click', async () => {
  await command('DELETE', '/api/session')
  forgetDrafts()
  location.assign('/signed-out')
})

/* What is on the page was read in the other function: the page begins anew. */
on(ifThere('act-in', HTMLFormElement), 'submit', async (event) => {
  event.preventDefault()
  const functionId = byId('function', HTMLSelectElement).value
  await command('PUT', '/api/session', { functionId })
  location.assign('/inbox')
})
