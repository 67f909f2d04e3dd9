import { allWithin, byId, within } from './page.js'

/* The total of a sheet, told as one types, by the rule of the page itself: points in hundredths, each beside its minimum. */
const form = byId('form', HTMLElement)
const soFar = byId('sheet-so-far', HTMLDetailsElement)
const rows = allWithin(soFar, 'tbody tr', HTMLTableRowElement)
const shown = new Intl.NumberFormat('it-IT')

/** @param {string} selector */
const part = (selector) => within(soFar, selector, HTMLElement)

/**
 * What is typed for a criterion: form-js numbers the fields of its rows.
 * @param {'Points' | 'Reason'} field
 * @param {number} index
 */
function typed(field, index) {
  const found = form.querySelector(`[id$="-Field_${field}_${index}"]`)
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found.value.trim() : ''
}

/** @param {string} text */
function centipoints(text) {
  const value = Number(text.replace(',', '.'))
  return text === '' || Number.isNaN(value) ? null : Math.round(value * 100)
}

function tell() {
  const points = rows.map((_, index) => centipoints(typed('Points', index)))
  const under = rows.map((row, index) => (points[index] ?? Infinity) < Number(row.dataset['least']))
  for (const [index, row] of rows.entries()) {
    const cell = within(row, '[data-points]', HTMLElement)
    const of = points[index] ?? null
    cell.textContent = of === null ? '–' : shown.format(of / 100)
    cell.classList.toggle('bad', under[index])
  }
  const total = points.reduce((/** @type {number} */ sum, one) => sum + (one ?? 0), 0)
  const below = total < Number(soFar.dataset['threshold'])
  part('[data-total]').textContent = shown.format(total / 100)
  part('[data-below]').hidden = !below
  part('[data-reached]').hidden = below
  part('[data-under]').hidden = !under.includes(true)
  const missing = points.filter((one, index) => one === null || typed('Reason', index) === '')
  part('[data-missing]').textContent = String(missing.length)
}

part('[data-plain]').hidden = true
for (const event of ['input', 'change', 'click', 'keyup'])
  form.addEventListener(event, () => setTimeout(tell))
