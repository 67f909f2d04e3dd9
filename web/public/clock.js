import { command, get, instant, showProblems } from './api.js'

const EVERY_MS = 10_000
const now = document.getElementById('demo-now')
const move = document.getElementById('demo-move')
const dialog = document.getElementById('demo-dialog')
let next = null

async function refresh() {
  const answer = await get('/api/demo/clock')
  if (!answer.ok) return
  now.textContent = instant(answer.body.now)
  next = answer.body.nextTerm
  move.disabled = next === null
  move.title = next === null ? 'Nessuna scadenza conosciuta' : `${next.what}: ${instant(next.at)}`
}

move.addEventListener('click', async () => {
  await refresh()
  if (next === null) return
  document.getElementById('demo-what').textContent = next.what
  document.getElementById('demo-at').textContent = instant(next.at)
  dialog.returnValue = ''
  dialog.showModal()
})

dialog.addEventListener('close', async () => {
  if (dialog.returnValue !== 'move' || next === null) return
  move.disabled = true
  const answer = await command('POST', '/api/demo/clock', { to: next.at })
  if (answer.ok) location.reload()
  else if (document.getElementById('problems')) showProblems(answer)
  else await refresh()
})

async function keepFresh() {
  if (!document.hidden) await refresh()
  setTimeout(keepFresh, EVERY_MS)
}
keepFresh()
