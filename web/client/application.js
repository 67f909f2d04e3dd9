import { allWithin, pageIn, renew, typedIn } from './page.js'
import { watchUploads } from './uploads.js'

const AFTER_MS = 500

watchUploads()
const step = document.getElementById('step')
if (step instanceof HTMLFormElement) {
  watchTyping(step)
  warnBeforeLeaving(step)
  takePasted(step)
}

/**
 * What is missing or wrong, and the sums, are told as one types: the page itself says it, by the rules of the submission, and saves nothing.
 * @param {HTMLFormElement} form
 */
function watchTyping(form) {
  let waiting = 0
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    const page = await shownWith(form)
    if (page !== null && mine === asked) renew(page)
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void ask(), AFTER_MS)
  })
}

/**
 * Who leaves with something typed and not saved is asked once more.
 * @param {HTMLFormElement} form
 */
function warnBeforeLeaving(form) {
  let unsaved = false
  form.addEventListener('input', () => (unsaved = true))
  form.addEventListener('submit', () => (unsaved = false))
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault()
  })
}

/**
 * The page as it would be with what is typed; null where nobody answers.
 * @param {HTMLFormElement} form
 */
async function shownWith(form) {
  const body = typedIn(form)
  body.append('rows', 'look')
  const response = await fetch(form.action, { method: 'POST', body }).catch(() => null)
  if (response === null || !response.ok || response.redirected) return null
  return pageIn(response)
}

/**
 * A block of a spreadsheet fills the grid from the cell in which it is pasted, to the right and down.
 * @param {HTMLFormElement} form
 */
function takePasted(form) {
  form.addEventListener('paste', (event) => {
    const { target } = event
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const isCell = target instanceof HTMLInputElement && target.matches('.cell')
    if (!isCell || !/[\t\n]/.test(text)) return
    event.preventDefault()
    fill(form, target, text)
    form.dispatchEvent(new Event('input'))
  })
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} corner
 * @param {string} text
 */
function fill(form, corner, text) {
  const rows = allWithin(form, '.grid tr', HTMLTableRowElement)
    .map((row) => allWithin(row, '.cell', HTMLInputElement))
    .filter((cells) => cells.length > 0)
  const from = rows.findIndex((cells) => cells.includes(corner))
  const at = rows[from]?.indexOf(corner) ?? 0
  const filled = rows.slice(from).map((cells) => cells.slice(at))
  for (const [down, line] of costsIn(text, filled[0] ?? []).entries())
    for (const [right, cell] of line.entries()) {
      const input = filled[down]?.[right]
      if (input !== undefined) input.value = cell
    }
}

/**
 * The cells of a block, line by line, without the heading of its years.
 * @param {string} text
 * @param {HTMLInputElement[]} cells
 */
function costsIn(text, cells) {
  const lines = text
    .replace(/[\r\n]+$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
  const [first = []] = lines
  return isHeading(first, cells) ? lines.slice(1) : lines
}

/**
 * Whether a line of a block is the years of the cells that it would fill: the grid's heading, copied with it, and no cost.
 * @param {string[]} line
 * @param {HTMLInputElement[]} cells
 */
const isHeading = (line, cells) =>
  line.length > 1 && line.every((cell, right) => cells[right]?.name.endsWith(`[y${cell}]`) === true)
