const EVERY_MS = 3000
const tasks = document.getElementById('tasks')

const receipt = sessionStorage.getItem('concilia:receipt')
if (receipt !== null) {
  sessionStorage.removeItem('concilia:receipt')
  const line = document.createElement('p')
  line.className = 'alert alert-success'
  line.textContent = receipt
  document.getElementById('receipt').append(line)
}

/* Only a change touches the page, and the focus stays on the task where it was. The first answer always does: a task may
   have come between the page and it. */
let shown = null
async function refresh() {
  const response = await fetch('/inbox/tasks').catch(() => null)
  if (response === null || !response.ok || response.redirected) return
  const fresh = await response.text()
  if (fresh !== shown) {
    const focused = tasks.contains(document.activeElement)
      ? document.activeElement.getAttribute('href')
      : null
    tasks.innerHTML = fresh
    if (focused !== null) tasks.querySelector(`a[href="${focused}"]`)?.focus()
  }
  shown = fresh
}

async function keepFresh() {
  if (!document.hidden) await refresh()
  setTimeout(keepFresh, EVERY_MS)
}
keepFresh()
document.addEventListener('visibilitychange', () => document.hidden || refresh())
