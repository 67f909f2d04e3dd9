import { MOST_CENTS, parseEuro, sumCents } from '../domain/shared/money.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { fieldOf, lastOf } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'

type Line = { bodyTaxCode: string; categoryId: string; year: number; costCents: number }

const UNREADABLE = 'Importo non leggibile: scrivilo in euro come 1.234,56.'
const NEGATIVE = 'Un costo non può essere negativo.'
const TOO_MUCH = 'Importo troppo grande: il massimo è 1.000.000.000,00 €.'

/** A cell of the grid as it was typed, in cents; null where nothing is in it, or what is wrong with it. */
function costOf(text: string): { cents: number | null } | { fault: string } {
  const typed = text.trim()
  if (typed === '' || typed === '-') return { cents: null }
  const amount = parseEuro(typed)
  if (amount === null) return { fault: UNREADABLE }
  if (amount < 0) return { fault: NEGATIVE }
  return amount > MOST_CENTS ? { fault: TOO_MUCH } : { cents: amount }
}

type Row = { key: string; cells: Map<string, string> }

/* Each row says whose costs it holds, and of which category: the grid may have changed since it was written. */
function rowsOf(typed: Typed): Row[] {
  const costs = fieldOf(typed, 'costs')
  if (typeof costs !== 'object') return []
  return Object.entries(costs as Readonly<Record<string, Typed>>).map(([key, row]) => ({
    key,
    cells: new Map(
      Object.entries(typeof row === 'object' ? row : {}).flatMap(([name, cell]: [string, unknown]) =>
        typeof cell === 'string' ? [[name, cell] as const] : [],
      ),
    ),
  }))
}

/** Reads the grid of costs, with what was pasted into the area beside it: each cell that is not empty is a line; the total is their sum. */
export function typedBudget(typed: Typed): { body: Record<string, unknown>; problems: Problem[] } {
  const rows = rowsOf(typed)
  const problems = pasteInto(rows, typed)
  const lines: Line[] = []
  for (const row of rows)
    for (const [name, text] of row.cells) {
      const cost = YEAR.test(name) ? costOf(text) : { cents: null }
      if ('fault' in cost)
        problems.push({ path: `costs.${row.key}.${name}`, code: 'UNREADABLE', message: cost.fault })
      else if (cost.cents) lines.push({ ...whatIn(row), year: Number(name.slice(1)), costCents: cost.cents })
    }
  const totalCostCents = sumCents(lines.map((line) => line.costCents))
  return { body: { budgetLines: lines, totalCostCents }, problems }
}

const YEAR = /^y\d{4}$/

function whatIn({ cells }: Row): Pick<Line, 'bodyTaxCode' | 'categoryId'> {
  const [bodyTaxCode = '', categoryId = ''] = (cells.get('row') ?? '').split(' ')
  return { bodyTaxCode, categoryId }
}

/* A block of a spreadsheet, put into the rows from the one that was chosen; refused whole where it does not fit. */
function pasteInto(rows: Row[], typed: Typed): Problem[] {
  const block = textOf(lastOf(typed, 'block')).replace(/[\r\n]+$/, '')
  if (block.trim() === '') return []
  const from = rows.findIndex(({ key }) => key === textOf(lastOf(typed, 'from')))
  const years = [...(rows[0]?.cells.keys() ?? [])].filter((name) => name.startsWith('y'))
  const pasted = withoutYears(
    block.split(/\r?\n/).map((line) => line.split('\t')),
    years,
  )
  const faults = faultsOf(pasted, { rows: rows.length - Math.max(0, from), years: years.length })
  if (faults.length > 0) return faults.map((message) => ({ path: 'block', code: 'UNREADABLE', message }))
  pasted.forEach((cells, down) => {
    cells.forEach((cell, right) => rows[Math.max(0, from) + down]?.cells.set(years[right] ?? '', cell))
  })
  return []
}

/* The line of the grid's own years is its heading, copied with it, and no cost. */
function withoutYears(pasted: string[][], years: readonly string[]): string[][] {
  const [first, ...costs] = pasted
  return first?.map((cell) => `y${cell.trim()}`).join() === years.join() ? costs : pasted
}

function faultsOf(pasted: readonly string[][], room: { rows: number; years: number }): string[] {
  const widest = Math.max(...pasted.map((cells) => cells.length))
  if (widest > room.years)
    return [
      `Il blocco ha ${widest} colonne, la griglia ${room.years}: copia solo le colonne degli importi, un anno ciascuna.`,
    ]
  if (pasted.length > room.rows)
    return [
      `Il blocco ha ${pasted.length} righe, ma dalla riga scelta ne restano ${room.rows}: scegli una riga più in alto, o copiane meno.`,
    ]
  return pasted.flatMap((cells, down) =>
    cells.flatMap((cell, right) => {
      const cost = costOf(cell)
      return 'fault' in cost
        ? [`Riga ${down + 1}, colonna ${right + 1}, «${cell.trim().slice(0, 40)}»: ${cost.fault}`]
        : []
    }),
  )
}

const textOf = (typed: Typed | undefined): string => (typeof typed === 'string' ? typed : '')
