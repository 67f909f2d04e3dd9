/* What every page does: its forms are plain forms. */
import { forgetDrafts, forgetSent } from './draft.js'
import { allWithin } from './page.js'

forgetSent()

/* A pressed button waits for the answer; only after the browser has read its name. */
document.addEventListener('submit', (event) => {
  const { target, submitter } = event
  if (target instanceof HTMLFormElement && target.action.includes('act=sign-out')) forgetDrafts()
  if (!event.defaultPrevented && submitter instanceof HTMLButtonElement)
    setTimeout(() => (submitter.disabled = true))
})

/* A page that the browser kept comes back as it was left: its buttons can be pressed again. */
addEventListener('pageshow', () => {
  for (const button of allWithin(document, 'form button:disabled', HTMLButtonElement)) button.disabled = false
})
