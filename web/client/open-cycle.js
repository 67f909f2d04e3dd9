import { command, get } from './api.js'
import { allWithin, byId, ifThere, on, onSubmit, within } from './page.js'
import { showProblems } from './problems.js'
/** @import { Answer } from './types.ts' */
/** @typedef {{ year: number, amountCents: number }} Allocation */

/**
 * `276.000,50` as cents; what is not an amount stays text, and the API says so.
 * @param {string} text
 */
function toCents(text) {
  const plain = text.trim().replaceAll('.', '').replace(',', '.')
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : text
}

const rows = () => allWithin(byId('allocations', HTMLElement), '.allocation', HTMLElement)
/** @param {HTMLElement} row */
const yearOf = (row) => within(row, '.year', HTMLInputElement)
/** @param {HTMLElement} row */
const amountOf = (row) => within(row, '.amount', HTMLInputElement)

/** A further year: its row is the first one's, emptied. */
function addYear() {
  const all = rows()
  const row = /** @type {HTMLElement} */ (all[0]?.cloneNode(true))
  for (const [name, input] of Object.entries({ year: yearOf(row), amount: amountOf(row) })) {
    const label = input.previousElementSibling
    input.id = `${name}-${all.length}`
    input.value = ''
    if (label instanceof HTMLLabelElement) label.htmlFor = input.id
  }
  byId('allocations', HTMLElement).append(row)
  return row
}

on(ifThere('add-year', HTMLButtonElement), 'click', () => yearOf(addYear()).focus())

/** @type {Record<string, string>} */
const names = {
  code: 'Codice',
  title: 'Titolo',
  guidelinesAct: 'Atto delle linee guida regionali',
  guidanceDueOn: 'Documento di indirizzo entro il',
  endsOn: 'Fine del ciclo',
}
/** @param {string} path */
const nameOf = (path) => {
  const [, row, field] = /^allocations\[(\d+)\](?:\.(\w+))?/.exec(path) ?? []
  if (row !== undefined) return `Risorse, riga ${Number(row) + 1}, ${field === 'year' ? 'anno' : 'importo'}`
  return names[path] ?? path
}

onSubmit(ifThere('open-cycle', HTMLFormElement), async (form) => {
  const allocations = rows().map((row) => ({
    year: Number(yearOf(row).value),
    amountCents: toCents(amountOf(row).value),
  }))
  /** @type {Answer<{ cycleId: string }>} */
  const answer = await command('POST', '/api/cycles', {
    ...Object.fromEntries(new FormData(form)),
    allocations,
  })
  if (answer.ok) location.assign(`/cycles/${answer.body.cycleId}`)
  else showProblems(answer, nameOf)
})

on(ifThere('example-cycle', HTMLButtonElement), 'click', async () => {
  /** @type {Answer<Record<string, string> & { allocations: Allocation[] }>} */
  const answer = await get('/api/demo/examples/cycle')
  if (!answer.ok) return
  const { allocations, ...texts } = answer.body
  for (const name of Object.keys(names)) byId(name, HTMLInputElement).value = texts[name] ?? ''
  while (rows().length < allocations.length) addYear()
  for (const [index, row] of rows().entries()) fill(row, allocations[index])
})

/**
 * @param {HTMLElement} row
 * @param {Allocation | undefined} allocation
 */
function fill(row, allocation) {
  if (allocation === undefined) return
  yearOf(row).value = String(allocation.year)
  amountOf(row).value = (allocation.amountCents / 100).toLocaleString('it-IT', { minimumFractionDigits: 2 })
}
