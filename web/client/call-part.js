/* A part of a call saves itself a moment after it was typed and when the page is left, as its button does: by the page's own form. */
import { byId, pageIn, renew, typedIn, within } from './page.js'

const AFTER_MS = 1500
const CHANGED = 'Intanto qualcun altro ha salvato questa parte: premi «Salva» per confrontare.'
const NOT_SAVED = 'Non è ancora salvato: premi «Salva».'

const form = byId('part', HTMLFormElement)
const line = byId('part-saved', HTMLElement)
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
  const response = await fetch(form.action, sending).catch(() => null)
  if (response !== null && isThisPage(response)) {
    takeOver(await pageIn(response))
    return
  }
  stopped = response?.status === 409
  line.textContent = stopped ? CHANGED : NOT_SAVED
}

/**
 * What was saved leads back here; whose session is over is led elsewhere.
 * @param {Response} response
 */
const isThisPage = ({ ok, redirected, url }) =>
  ok && redirected && new URL(url).pathname === location.pathname

/**
 * What the page is after the saving: its version and the key of the next sending, and what is missing or wrong.
 * @param {Document} page
 */
function takeOver(page) {
  const saved = within(page, '#part', HTMLFormElement)
  for (const name of ['version', 'key'])
    within(form, `input[name="${name}"]`, HTMLInputElement).value = within(
      saved,
      `input[name="${name}"]`,
      HTMLInputElement,
    ).value
  renew(page)
}
