import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { applicationFile, CARE, LEAD } from '../call/application.fixture.ts'
import { checkApplication } from '../call/application-check.ts'
import { applicationSchema } from '../call/application.ts'
import { testRules } from '../call/configuration.fixture.ts'
import { cents, proportionUpOf, sumCents } from '../shared/money.ts'
import { lineKey } from '../call/application.ts'
import { checkReshaping, isGrantTaken, reshape } from './reshaping.ts'

/* Cost 60,000: 30,000 of the lead, 30,000 of a partner in a category of at most 60 %; 42,000 asked, 18,000 covered: 30 %. */
const presented = applicationSchema.parse(applicationFile())
const [OF_LEAD = '', OF_CARE = ''] = presented.budgetLines.map(lineKey)
const GRANT = 3_000_000

const rulesWith = (share: number | null, cofinancing: 'EVALUATED' | 'CALL_MINIMUM' = 'EVALUATED') => {
  const rules = testRules()
  return {
    ...rules,
    grant: { ...rules.grant, cofinancingMinBasisPoints: 2000, maxShareBasisPoints: 8000 },
    evaluation: {
      ...rules.evaluation,
      reshapedCostMinBasisPoints: share,
      reshapedCofinancing: share === null ? ('NOT_RESHAPED' as const) : cofinancing,
    },
  }
}
const reshaped = (lead: number, care: number, covered = lead + care - GRANT) =>
  reshape(
    presented,
    {
      costs: new Map([
        [OF_LEAD, lead],
        [OF_CARE, care],
      ]),
      cofinancing: [{ bodyTaxCode: LEAD, kind: 'CASH', amountCents: cents(covered) }],
    },
    GRANT,
  )
const codes = (project: typeof presented, rules = rulesWith(6000)) =>
  checkReshaping(presented, project, rules).map(({ path, code }) => `${path} ${code}`)

describe('a project reshaped to a cut grant (art. 8, 10)', () => {
  it('costs less in its own lines, in the proportion of the grant: all else stays as it was evaluated', () => {
    const project = reshaped(2_285_715, 2_000_000)
    expect(codes(project)).toEqual([])
    const { budgetLines, totalCostCents, requestedGrantCents, cofinancing } = project
    expect({ ...presented, budgetLines, totalCostCents, requestedGrantCents, cofinancing }).toEqual(project)
    expect([budgetLines.length, totalCostCents, requestedGrantCents]).toEqual([2, 4_285_715, GRANT])
    expect(sumCents(cofinancing.map((one) => one.amountCents))).toBe(1_285_715)
  })

  it.each([
    ['a line that costs more', reshaped(3_000_001, 2_000_000), ['budgetLines[0].costCents LINE_RAISED']],
    [
      'a partner that is left without costs (art. 9)',
      reshaped(3_000_000, 0, 1_000_000),
      [
        'requestedGrantCents SOURCES_NOT_TOTAL',
        'requestedGrantCents ABOVE_SHARE',
        'budgetLines BODY_WITHOUT_COSTS',
        'budgetLines BELOW_COST',
      ],
    ],
    [
      'a cost below the part of it that the call lets fall',
      reshaped(2_000_000, 1_599_999, 599_999),
      [
        'requestedGrantCents ABOVE_SHARE',
        'cofinancing BELOW_MINIMUM',
        'budgetLines BELOW_COST',
        'cofinancing BELOW_EVALUATED',
      ],
    ],
    [
      'a share of co-financing below the evaluated one',
      reshaped(2_285_713, 2_000_000),
      ['cofinancing BELOW_EVALUATED'],
    ],
    [
      'sources that do not sum to the cost',
      reshaped(3_000_000, 3_000_000, 2_999_999),
      ['requestedGrantCents SOURCES_NOT_TOTAL'],
    ],
    ['a category above its cap', reshaped(1_700_000, 3_000_000), ['budgetLines ABOVE_CATEGORY_CAP']],
  ])('is refused for %s', (_, project, expected) => {
    expect(codes(project)).toEqual(expected)
  })

  it('holds the share of co-financing that the call says: the evaluated one, or its own minimum', () => {
    const project = reshaped(2_000_000, 1_800_000)
    expect(codes(project, rulesWith(6000, 'EVALUATED'))).toEqual(['cofinancing BELOW_EVALUATED'])
    expect(codes(project, rulesWith(6000, 'CALL_MINIMUM'))).toEqual([])
  })

  it('is not reshaped at all where the call does not say within which rules', () => {
    expect(codes(presented, rulesWith(null))).toEqual(['answer NOT_RESHAPED'])
  })

  it('conserves every sum and holds every cap, the least cost and the least share, whatever is typed', () => {
    const amount = fc.integer({ min: 0, max: 3_200_000 })
    fc.assert(
      fc.property(
        ...[amount, amount, fc.constantFrom(0, 0, 0, 1), fc.integer({ min: 1, max: 10_000 })],
        (lead, care, more, share) => {
          const rules = rulesWith(share)
          const project = reshaped(lead, care, Math.max(0, lead + care - GRANT) + more)
          if (checkReshaping(presented, project, rules).length > 0) return
          const given = sumCents(project.cofinancing.map((one) => one.amountCents))
          expect(sumCents(project.budgetLines.map((line) => line.costCents))).toBe(project.totalCostCents)
          expect(given + GRANT).toBe(project.totalCostCents)
          expect(project.totalCostCents).toBeLessThanOrEqual(presented.totalCostCents)
          expect(project.totalCostCents * 10_000).toBeGreaterThanOrEqual(presented.totalCostCents * share)
          expect(given * presented.totalCostCents).toBeGreaterThanOrEqual(1_800_000 * project.totalCostCents)
          expect(checkApplication(project, rules)).toEqual([])
        },
      ),
    )
  })

  it('can always be reshaped in the proportion of the grant, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 4_200_000 }), (grant) => {
        const total = proportionUpOf(presented.totalCostCents, grant, presented.requestedGrantCents)
        const half = Math.floor(total / 2)
        const project = reshape(
          presented,
          {
            costs: new Map([
              [OF_LEAD, total - half],
              [OF_CARE, half],
            ]),
            cofinancing: [{ bodyTaxCode: CARE, kind: 'CASH', amountCents: cents(total - grant) }],
          },
          grant,
        )
        const rules = rulesWith(1)
        expect(codes(project, rules)).toEqual([])
      }),
    )
  })
})

describe('a cut grant whose project is to be reshaped (art. 8)', () => {
  it.each([
    ['waits for the examination', null, 'ACCEPTED', null],
    ['is taken where it is approved', 'APPROVED', 'DECLINED', true],
    ['is taken all the same where it is refused and its lead said so', 'REFUSED', 'ACCEPTED', true],
    ['is done without where it is refused and its lead said so', 'REFUSED', 'DECLINED', false],
  ] as const)('%s', (_, outcome, ifRefused, taken) => {
    expect(isGrantTaken({ accepted: true, reshaping: { outcome, ifRefused } }, 'DECLINED')).toBe(taken)
  })

  it.each([
    [true, 'DECLINED', true],
    [false, 'ACCEPTED', false],
    [null, 'ACCEPTED', true],
    [null, 'DECLINED', false],
  ] as const)('is as answered, %s, and else as the call takes silence, %s', (accepted, unanswered, taken) => {
    expect(isGrantTaken({ accepted, reshaping: null }, unanswered)).toBe(taken)
  })
})
