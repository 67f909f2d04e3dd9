import { byId, fragmentOf, keepFresh } from './page.js'

const EVERY_MS = 3000
const tasks = byId('tasks', HTMLElement)

/* Only a change touches the page, and the focus stays on the task where it was. The first answer always does: a task may
   have come between the page and it. */
/** @type {string | null} */
let shown = null
async function refresh() {
  const fresh = await fragmentOf(`/inbox/tasks${location.search}`)
  if (fresh === null) return
  if (fresh !== shown) {
    const focused = tasks.contains(document.activeElement)
      ? document.activeElement?.getAttribute('href')
      : undefined
    tasks.innerHTML = fresh
    if (focused)
      [...tasks.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus()
  }
  shown = fresh
}

void keepFresh(EVERY_MS, refresh)
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refresh()
})
