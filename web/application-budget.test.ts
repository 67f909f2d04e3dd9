import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { applicationFile, CARE, LEAD } from '../domain/call/application.fixture.ts'
import { applicationDraftSchema } from '../domain/call/application.ts'
import type { ApplicationDraft } from '../domain/call/application.ts'
import { testRules } from '../domain/call/configuration.fixture.ts'
import { sumCents } from '../domain/shared/money.ts'
import { typedBudget } from './application-budget.ts'
import { budgetView } from './application-budget-view.ts'
import type { Typed } from './forms/fields.ts'

const rules = testRules()
const amounts = fc.array(fc.option(fc.integer({ min: 0, max: 100_000_000_000 }), { nil: null }), {
  minLength: 12,
  maxLength: 200,
})

/* A draft with costs in some cells of its grid, and others beside it: of nobody, or in a year that the call has not. */
function draftWith(cells: readonly (number | null)[]): ApplicationDraft {
  const keys = [LEAD, CARE, '91038360151'].flatMap((bodyTaxCode) =>
    rules.costCategories.flatMap(({ id: categoryId }) =>
      [...rules.years, 2099].map((year) => ({ bodyTaxCode, categoryId, year })),
    ),
  )
  const budgetLines = keys.flatMap((key, index) => {
    const costCents = cells[index] ?? null
    return costCents === null ? [] : [{ ...key, costCents }]
  })
  const totalCostCents = sumCents(budgetLines.map((line) => line.costCents))
  return applicationDraftSchema.parse({
    ...{ ...applicationFile(), budgetLines, totalCostCents: Math.min(totalCostCents, 100_000_000_000) },
  })
}

/* The grid as a browser sends it. */
function sentFrom({ grid }: ReturnType<typeof budgetView>): Typed {
  const rows = grid.flatMap((body) => body.rows)
  const costs = Object.fromEntries(
    rows.map(({ key, row, cells }) => [
      key,
      { row, ...Object.fromEntries(cells.map(({ path, value }) => [path.split('.').at(-1) ?? '', value])) },
    ]),
  )
  return { costs }
}

const byKey = (
  lines: readonly {
    bodyTaxCode: string | null
    categoryId: string | null
    year: number | null
    costCents: number | null
  }[],
) => lines.map((one) => [one.bodyTaxCode, one.categoryId, one.year, one.costCents].join(' ')).toSorted()

describe('the grid of costs', () => {
  it('sums what the content holds, by body, category and year, and tells what no cell shows', () => {
    fc.assert(
      fc.property(amounts, (cells) => {
        const draft = draftWith(cells)
        const view = budgetView(draft, rules)
        const whole = sumCents(draft.budgetLines.map((line) => line.costCents ?? 0))
        expect(sumCents(view.grid.map(({ sum }) => sum)) + view.lost).toBe(whole)
        expect(sumCents(view.categories.map(({ sum }) => sum))).toBe(whole)
        for (const { rows, sum } of view.grid) expect(sumCents(rows.map((row) => row.sum))).toBe(sum)
      }),
    )
  })

  it('sent as it is shown gives the costs that it shows, and their sum to the cent', () => {
    fc.assert(
      fc.property(amounts, (cells) => {
        const draft = draftWith(cells)
        const view = budgetView(draft, rules)
        const { body, problems } = typedBudget(sentFrom(view))
        const { budgetLines, totalCostCents } = body as Pick<
          ApplicationDraft,
          'budgetLines' | 'totalCostCents'
        >
        const shown = draft.budgetLines.filter(
          ({ bodyTaxCode, year, costCents }) =>
            costCents !== 0 && bodyTaxCode !== '91038360151' && year !== 2099,
        )
        expect(problems).toEqual([])
        expect(byKey(budgetLines)).toEqual(byKey(shown))
        expect(totalCostCents).toBe(sumCents(view.grid.map(({ sum }) => sum)))
      }),
    )
  })

  it.each([
    [
      'the years of the grid, copied with the costs, are its heading',
      '2027\t2028\t2029\r\n1\t2\t3',
      ['1', '2', '3'],
    ],
    ['other numbers are costs', '2028\t2027\t2029', ['2028', '2027', '2029']],
  ])('takes a block of a spreadsheet as it was copied: %s', (_what, block, costs) => {
    const typed = { costs: { r0: { row: `${LEAD} STAFF`, y2027: '', y2028: '', y2029: '' } }, block }
    const { body, problems } = typedBudget(typed)
    expect(problems).toEqual([])
    const told = (body as Pick<ApplicationDraft, 'budgetLines'>).budgetLines
    expect(told.map(({ costCents }) => costCents)).toEqual(costs.map((euro) => Number(euro) * 100))
  })
})
