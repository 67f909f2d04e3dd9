/* A part of a call saves itself a moment after it was typed and when the page is left, as its button does: by the page's own form. */
import { allWithin, byId, within } from './page.js'

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
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  const response = await fetch(form.action, { method: 'POST', body, keepalive: true }).catch(() => null)
  if (response !== null && isThisPage(response)) {
    takeOver(new DOMParser().parseFromString(await response.text(), 'text/html'))
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
  for (const part of allWithin(document, '[data-live]', HTMLElement)) {
    const fresh = page.getElementById(part.id)
    if (fresh !== null && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML
  }
}
