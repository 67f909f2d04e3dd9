import { allWithin, byId, dataOf, fragmentOf, keepFresh, on } from './page.js'

const EVERY_MS = 3000
const place = byId('stopped', HTMLElement)

/** @param {Element | null} element */
const incidentOf = (element) =>
  element instanceof HTMLElement && place.contains(element) ? element.dataset['incident'] : undefined

/* Only a change touches the page: the focus stays on the button where it was, and an open list stays open. */
/** @type {string | null} */
let shown = null
async function refresh() {
  const fresh = await fragmentOf(`/cycles/${dataOf(place, 'cycle')}/stopped`)
  if (fresh === null) return
  /* Each form that is written has a key of its own. */
  const content = fresh.replaceAll(/name="key" value="\w+"/g, '')
  /* What somebody is writing stays until it is sent. */
  if (
    content === shown ||
    allWithin(place, 'input[type="text"]', HTMLInputElement).some(({ value }) => value !== '')
  )
    return
  draw(fresh)
  shown = content
}

/** @param {string} fresh */
function draw(fresh) {
  const focused = incidentOf(document.activeElement)
  const wasOpen = place.querySelector('details')?.open ?? false
  place.innerHTML = fresh
  if (focused !== undefined)
    allWithin(place, '[data-incident]', HTMLElement)
      .find((button) => incidentOf(button) === focused)
      ?.focus()
  const list = place.querySelector('details')
  if (list !== null) list.open = wasOpen
}

on(place, 'click', (event) => {
  const { show, process } = event.target instanceof HTMLElement ? event.target.dataset : {}
  if (show !== undefined)
    document.dispatchEvent(new CustomEvent('show-instance', { detail: { key: show, processId: process } }))
})

void keepFresh(EVERY_MS, refresh)
