/* A block of a spreadsheet, pasted into a grid of costs. */
import { allWithin } from './page.js'

/**
 * A block of a spreadsheet fills the grid from the cell in which it is pasted, to the right and down.
 * @param {HTMLFormElement} form
 */
export function takePasted(form) {
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
    for (const [right, cell] of line.entries()) put(filled[down]?.[right], cell)
}

/**
 * A cell of no line of the project takes nothing.
 * @param {HTMLInputElement | undefined} input
 * @param {string} cell
 */
function put(input, cell) {
  if (input?.disabled === false) input.value = cell
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
  line.length > 1 && line.every((cell, right) => cells[right]?.closest('td')?.dataset['label'] === cell)
