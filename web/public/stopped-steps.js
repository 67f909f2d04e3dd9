import { command, showProblems, whileDisabled } from './api.js'

const EVERY_MS = 3000
const SOON_MS = 500
const place = document.getElementById('stopped')
const state = document.getElementById('stopped-state')

/* Only a change touches the page: the focus stays on the button where it was, and an open list stays open. */
let shown = null
async function refresh() {
  const response = await fetch(`/cycles/${place.dataset.cycle}/stopped`).catch(() => null)
  if (response === null || !response.ok || response.redirected) return
  const fresh = await response.text()
  if (fresh === shown) return
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.incident : undefined
  const wasOpen = place.querySelector('details')?.open ?? false
  place.innerHTML = fresh
  shown = fresh
  if (focused !== undefined) place.querySelector(`[data-incident="${focused}"]`)?.focus()
  const list = place.querySelector('details')
  if (list !== null) list.open = wasOpen
}

place.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  const path = new URL(form.action).pathname
  const answer = await whileDisabled(form.querySelector('[type=submit]'), () => command('POST', path))
  if (!answer.ok) {
    showProblems(answer)
    return
  }
  showProblems(null)
  state.textContent = 'Ripresa chiesta.'
  await refresh()
  document.dispatchEvent(new CustomEvent('step-retried'))
  setTimeout(refresh, SOON_MS)
})

place.addEventListener('click', (event) => {
  const { show, process } = event.target.dataset
  if (show !== undefined)
    document.dispatchEvent(new CustomEvent('show-instance', { detail: { key: show, processId: process } }))
})

async function keepFresh() {
  if (!document.hidden) await refresh()
  setTimeout(keepFresh, EVERY_MS)
}
keepFresh()
