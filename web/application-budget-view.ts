import type { ApplicationDraft } from '../domain/call/application.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import { percentOf, sumCents } from '../domain/shared/money.ts'
import { formatAmount } from '../words/formats.ts'

type Line = ApplicationDraft['budgetLines'][number]
type Body = ApplicationDraft['partners'][number]

const sumWhere = (lines: readonly Line[], test: (line: Line) => boolean) =>
  sumCents(lines.filter(test).map((line) => line.costCents ?? 0))

/** The grid of costs: a row for each body that has costs and each category, a column for each year; with sums, caps and shares.
 * `lost` is what no cell shows any more: costs of bodies that left, or that only adhere. */
export function budgetView({ partners, budgetLines, totalCostCents }: ApplicationDraft, rules: CallRules) {
  const bodies = partners.filter((one) => one.role !== 'ADHERENT' && one.bodyTaxCode !== null)
  const grid = bodies.map((body, at) =>
    bodyView(body, at * rules.costCategories.length, { budgetLines, rules }),
  )
  const shown = sumCents(grid.map(({ sum }) => sum))
  const total = totalCostCents ?? 0
  return {
    grid,
    years: rules.years.map((year) => ({ year, sum: sumWhere(budgetLines, (line) => line.year === year) })),
    categories: rules.costCategories.map(({ id, label, capBasisPoints }) => {
      const sum = sumWhere(budgetLines, (line) => line.categoryId === id)
      const cap = capBasisPoints === null ? null : percentOf(total, capBasisPoints)
      return { label, sum, cap, capBasisPoints, over: cap !== null && sum > cap }
    }),
    total,
    lost: sumWhere(budgetLines, () => true) - shown,
    starts: grid.flatMap(({ name, rows }) =>
      rows.map(({ key, label }) => ({ value: key, label: `${name}, ${label}` })),
    ),
  }
}

function bodyView(
  { bodyTaxCode, bodyName }: Body,
  first: number,
  { budgetLines, rules }: { budgetLines: readonly Line[]; rules: CallRules },
) {
  const name = bodyName ?? bodyTaxCode ?? ''
  const own = budgetLines.filter((line) => line.bodyTaxCode === bodyTaxCode)
  const rows = rules.costCategories.map(({ id, label }, index) => {
    const key = `r${first + index}`
    const lines = own.filter((line) => line.categoryId === id)
    const cells = rules.years.map((year) => {
      const cost = lines.find((line) => line.year === year)?.costCents
      const value = cost ? formatAmount(cost) : ''
      return { year, path: `costs.${key}.y${year}`, label: `${name}, ${label}, ${year}`, value }
    })
    const sum = sumWhere(lines, (line) => line.year !== null && rules.years.includes(line.year))
    const row = `${bodyTaxCode} ${id}`
    const hidden = [{ path: `costs.${key}.row`, value: row }]
    return { key, row, hidden, label, cells, sum, sumId: `sum-${key}` }
  })
  return { name, rows, id: `body-r${first}`, sum: sumCents(rows.map(({ sum }) => sum)) }
}
