import { pageIn, renew, typedIn } from './page.js'
import { takePasted } from './pasted-block.js'
import { watchUploads } from './uploads.js'

const AFTER_MS = 500

watchUploads()
const step = document.getElementById('step')
if (step instanceof HTMLFormElement) {
  watchTyping(step)
  warnBeforeLeaving(step)
  takePasted(step)
}

/**
 * What is missing or wrong, and the sums, are told as one types: the page itself says it, by the rules of the submission, and saves nothing.
 * @param {HTMLFormElement} form
 */
function watchTyping(form) {
  let waiting = 0
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    const page = await shownWith(form)
    if (page !== null && mine === asked) renew(page)
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void ask(), AFTER_MS)
  })
}

/**
 * Who leaves with something typed and not saved is asked once more.
 * @param {HTMLFormElement} form
 */
function warnBeforeLeaving(form) {
  let unsaved = false
  form.addEventListener('input', () => (unsaved = true))
  form.addEventListener('submit', () => (unsaved = false))
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault()
  })
}

/**
 * The page as it would be with what is typed; null where nobody answers.
 * @param {HTMLFormElement} form
 */
async function shownWith(form) {
  const body = typedIn(form)
  body.append('rows', 'look')
  const response = await fetch(form.action, { method: 'POST', body }).catch(() => null)
  if (response === null || !response.ok || response.redirected) return null
  return pageIn(response)
}
