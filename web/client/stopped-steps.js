import { command } from './api.js'
import { allWithin, byId, dataOf, fragmentOf, keepFresh, on, whileDisabled, within } from './page.js'
import { showProblems } from './problems.js'

const EVERY_MS = 3000
const SOON_MS = 500
const place = byId('stopped', HTMLElement)
const state = byId('stopped-state', HTMLElement)

/** @param {Element | null} element */
const incidentOf = (element) =>
  element instanceof HTMLElement && place.contains(element) ? element.dataset['incident'] : undefined

/* Only a change touches the page: the focus stays on the button where it was, and an open list stays open. */
/** @type {string | null} */
let shown = null
async function refresh() {
  const fresh = await fragmentOf(`/cycles/${dataOf(place, 'cycle')}/stopped`)
  if (fresh === null || fresh === shown) return
  const focused = incidentOf(document.activeElement)
  const wasOpen = place.querySelector('details')?.open ?? false
  place.innerHTML = fresh
  shown = fresh
  if (focused !== undefined)
    allWithin(place, '[data-incident]', HTMLElement)
      .find((button) => incidentOf(button) === focused)
      ?.focus()
  const list = place.querySelector('details')
  if (list !== null) list.open = wasOpen
}

/** @param {HTMLFormElement} form */
async function retry(form) {
  const path = new URL(form.action).pathname
  const answer = await whileDisabled(within(form, '[type=submit]', HTMLButtonElement), () =>
    command('POST', path),
  )
  if (!answer.ok) {
    showProblems(answer)
    return
  }
  showProblems(null)
  state.textContent = 'Ripresa chiesta.'
  await refresh()
  document.dispatchEvent(new CustomEvent('step-retried'))
  setTimeout(() => void refresh(), SOON_MS)
}

on(place, 'submit', (event) => {
  event.preventDefault()
  return event.target instanceof HTMLFormElement ? retry(event.target) : undefined
})

on(place, 'click', (event) => {
  const { show, process } = event.target instanceof HTMLElement ? event.target.dataset : {}
  if (show !== undefined)
    document.dispatchEvent(new CustomEvent('show-instance', { detail: { key: show, processId: process } }))
})

void keepFresh(EVERY_MS, refresh)
