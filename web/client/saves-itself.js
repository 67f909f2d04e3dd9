/* A form of a page that saves itself a moment after something was typed and when the page is left, as its button does. */
import { pageIn, renew, typedIn, within } from './page.js'

const AFTER_MS = 1500

/**
 * Saves by the page's own form; what the page is afterwards comes into the parts of it that are told as one types.
 * @param {HTMLFormElement} form
 * @param {{ action: string, line: HTMLElement, changed: string, notSaved: string }} saving
 */
export function saveItself(form, { action, line, changed, notSaved }) {
  let waiting = 0
  let stopped = false
  /** @type {Promise<void> | null} */
  let saving = null

  form.addEventListener('input', () => {
    clearTimeout(waiting)
    if (!stopped) waiting = setTimeout(() => void save(), AFTER_MS)
  })

  /* One saving at a time: the next one changes the version that this one gives. */
  form.addEventListener('submit', (event) => {
    clearTimeout(waiting)
    waiting = 0
    if (saving === null) return
    event.preventDefault()
    const { submitter } = event
    void saving.then(() => form.requestSubmit(submitter))
  })

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && waiting !== 0) void save()
  })

  function save() {
    clearTimeout(waiting)
    waiting = 0
    saving ??= sent().finally(() => {
      saving = null
    })
    return saving
  }

  async function sent() {
    const sending = { method: 'POST', body: typedIn(form), keepalive: true }
    const response = await fetch(action, sending).catch(() => null)
    if (response !== null && isThisPage(response)) {
      takeOver(form, await pageIn(response))
      return
    }
    stopped = response?.status === 409
    line.textContent = stopped ? changed : notSaved
  }
}

/**
 * What was saved leads back here; whose session is over is led elsewhere.
 * @param {Response} response
 */
const isThisPage = ({ ok, redirected, url }) =>
  ok && redirected && new URL(url).pathname === location.pathname

/**
 * What the page is after the saving: its version and the key of the next sending, and what is missing or wrong.
 * @param {HTMLFormElement} form
 * @param {Document} page
 */
function takeOver(form, page) {
  const saved = within(page, `#${form.id}`, HTMLFormElement)
  for (const name of ['version', 'key'])
    within(form, `input[name="${name}"]`, HTMLInputElement).value = within(
      saved,
      `input[name="${name}"]`,
      HTMLInputElement,
    ).value
  renew(page)
}
