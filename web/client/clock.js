import { command, get } from './api.js'
import { byId, instant, keepFresh, on } from './page.js'
import { showProblems } from './problems.js'
/** @import { Answer } from './types.ts' */
/** @typedef {{ what: string, at: string }} Term */

const EVERY_MS = 10_000
const now = byId('demo-now', HTMLTimeElement)
const move = byId('demo-move', HTMLButtonElement)
const dialog = byId('demo-dialog', HTMLDialogElement)
/** @type {Term | null} */
let next = null

async function refresh() {
  /** @type {Answer<{ now: string, nextTerm: Term | null }>} */
  const answer = await get('/api/demo/clock')
  if (!answer.ok) return
  now.textContent = instant(answer.body.now)
  next = answer.body.nextTerm
  move.disabled = next === null
  move.title = next === null ? 'Nessuna scadenza conosciuta' : `${next.what}: ${instant(next.at)}`
}

on(move, 'click', async () => {
  await refresh()
  if (next === null) return
  byId('demo-what', HTMLElement).textContent = next.what
  byId('demo-at', HTMLElement).textContent = instant(next.at)
  dialog.returnValue = ''
  dialog.showModal()
})

on(dialog, 'close', async () => {
  if (dialog.returnValue !== 'move' || next === null) return
  move.disabled = true
  const answer = await command('POST', '/api/demo/clock', { to: next.at })
  if (answer.ok) location.reload()
  else if (document.getElementById('problems')) showProblems(answer)
  else await refresh()
})

void keepFresh(EVERY_MS, refresh)
