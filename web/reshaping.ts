import { lineKey } from '../domain/call/application.ts'
import type { Application } from '../domain/call/application.ts'
import { reshape } from '../domain/evaluation/reshaping.ts'
import { euroSchema, sumCents } from '../domain/shared/money.ts'
import { parseWith } from '../domain/shared/problem.ts'
import type { Problem } from '../domain/shared/problem.ts'
import type { Reshapable } from '../procedures/evaluation/reshapable.ts'
import { reshapingFaults, reshapingInput } from '../tasks/evaluation/reshaping-input.ts'
import { bodyIn } from '../tasks/evaluation/reshaping-view.ts'
import { rowsIn } from '../tasks/meeting/told-so-far.ts'
import type { LoadedWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { loadReshaping } from '../use-cases/evaluation/load-reshaping.ts'
import { problemText } from '../words/refusals.ts'
import { budgetView } from './application-budget-view.ts'
import { fieldId } from './forms/form-state.ts'
import type { Values } from './forms/form-schema.ts'
import type { Part } from './forms/task-view.ts'
import type { PageContext } from './page.ts'

const centsIn = (typed: unknown): number => {
  const read = euroSchema.safeParse(typed)
  return read.success ? read.data : 0
}

/** The answer on a cut grant as one page, where the call lets the project be reshaped: the grid of its costs as they were presented, who
 * covers the rest, and what is missing or wrong, by the rules by which it is then taken (art. 8, 10). */
export async function reshapingView(
  { parts: { look }, actor }: PageContext,
  { id, parts, data }: Pick<LoadedWorkItem, 'id' | 'data'> & { parts: readonly Part[] },
) {
  const from = await look(actor, loadReshaping, { id })
  const spec = (path: string) =>
    parts.flatMap((one) => (one.kind === 'field' && one.spec.path === path ? [one.spec] : []))[0]
  const list = parts.flatMap((one) =>
    one.kind === 'list' && one.path === 'cofinancing' ? [{ ...one, note: null }] : [],
  )
  return {
    intro: parts.flatMap((one) => (one.kind === 'html' ? [one.html] : [])).join(''),
    ...{ answer: spec('answer'), ifRefused: spec('ifRefused'), note: spec('note'), list },
    lacks: lacksOf(from, data),
    ...sumsOf(from, data),
  }
}

/* The grid of costs, with a cell to fill for each line that was presented, and the sums as typed so far. */
function sumsOf({ presented, rules, grantCents }: Reshapable, data: Values) {
  const typed = rowsIn(data['lines'])
  const costs = new Map(typed.map(({ line, amount }) => [String(line), centsIn(amount)]))
  const project = reshape(presented, { costs, cofinancing: [] }, grantCents)
  const given = sumCents(rowsIn(data['cofinancing']).map(({ amount }) => centsIn(amount)))
  const { grid, ...sums } = budgetView(project, rules)
  return {
    ...sums,
    grid: onlyPresented(grid, presented, typed),
    ...{ presentedTotal: presented.totalCostCents, grant: grantCents, given },
    left: sums.total - given - grantCents,
  }
}

type Grid = ReturnType<typeof budgetView>['grid']

function onlyPresented(grid: Grid, { budgetLines }: Application, typed: readonly Values[]) {
  const keys = budgetLines.map(lineKey)
  return grid
    .map((body) => ({
      ...body,
      rows: body.rows
        .map((row) => {
          const cells = row.cells.map((cell) => cellOf(cell, keys.indexOf(`${row.row} ${cell.year}`)))
          return { ...row, cells, hidden: cells.flatMap(({ hidden }) => hidden) }
        })
        .filter(({ hidden }) => hidden.length > 0),
    }))
    .filter(({ rows }) => rows.length > 0)

  function cellOf({ year, label }: Grid[number]['rows'][number]['cells'][number], at: number) {
    const amount = typed[at]?.['amount']
    return {
      ...{ year, label },
      path: at < 0 ? null : `lines[${at}].amount`,
      value: typeof amount === 'string' ? amount : '',
      presented: budgetLines[at]?.costCents ?? null,
      hidden: at < 0 ? [] : [{ path: `lines[${at}].line`, value: keys[at] ?? '' }],
    }
  }
}

/* What keeps the answer from being sent, each with the field that mends it; nothing while it does not reshape. */
function lacksOf(from: Reshapable, data: Values) {
  if (data['answer'] !== 'RESHAPED') return []
  const [lines, cofinancing] = [rowsIn(data['lines']), rowsIn(data['cofinancing'])]
  const read = parseWith(reshapingInput, {
    ifRefused: data['ifRefused'] || null,
    lines: lines.map(({ line, amount }) => ({ line, amount: amount || null })),
    cofinancing: cofinancing.map(({ bodyTaxCode, kind, amount }) => ({ bodyTaxCode, kind, amount })),
  })
  return (read.ok ? reshapingFaults(from, read.value) : read.problems).map((one) => ({
    href: one.path === 'lines' || one.path === 'cofinancing' ? `#${one.path}` : `#${fieldId(one.path, null)}`,
    where: placeOf(one, from.presented),
    text: problemText(one),
  }))
}

function placeOf({ path }: Problem, presented: Application): string {
  const [, list, at] = /^(lines|cofinancing)\[(\d+)\]/.exec(path) ?? []
  if (list === 'cofinancing') return `Cofinanziamento, riga ${Number(at) + 1}`
  const line = at === undefined ? undefined : presented.budgetLines[Number(at)]
  if (line !== undefined) return `${bodyIn(presented, line.bodyTaxCode)}, ${line.year}`
  return PLACES[path] ?? 'Risposta'
}
const PLACES: Readonly<Record<string, string>> = {
  ...{ lines: 'Costi', cofinancing: 'Cofinanziamento', ifRefused: 'Se non è approvata' },
}
