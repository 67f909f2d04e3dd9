import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { checkPlan, planTotals, splitAllocation } from './plan.ts'
import type { PlanAmounts } from './plan.ts'

function plan(change: Partial<PlanAmounts> = {}): PlanAmounts {
  const projects = [
    { applicationId: 'A', grantCents: 40_000_000, costCents: 60_000_000 },
    { applicationId: 'B', grantCents: 37_440_000, costCents: 55_000_000 },
  ]
  return {
    allocationCents: 96_800_000,
    alliancesShareBasisPoints: 8000,
    projects,
    systemActionsCents: 19_360_000,
    ...change,
  }
}

describe('the plan (art. 8)', () => {
  it.each([
    [33_712_600, { alliancesCents: 26_970_080, systemActionsCents: 6_742_520 }],
    [96_800_000, { alliancesCents: 77_440_000, systemActionsCents: 19_360_000 }],
  ])('splits an allocation of %d cents 80/20', (total, parts) => {
    expect(splitAllocation(total, 8000)).toEqual(parts)
  })

  it('splits any allocation into parts that sum to it', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.integer({ min: 0, max: 10_000 }), (total, share) => {
        const parts = splitAllocation(total, share)
        expect(parts.alliancesCents + parts.systemActionsCents).toBe(total)
      }),
    )
  })

  it('may assign the whole allocation to the cent', () => {
    expect(checkPlan(plan())).toEqual([])
    expect(planTotals(plan())).toEqual({
      grantsCents: 77_440_000,
      totalCents: 96_800_000,
      unassignedCents: 0,
    })
  })

  it.each<[string, Partial<PlanAmounts>, string[]]>([
    ['without projects', { projects: [] }, ['projects EMPTY']],
    [
      'with system actions one cent above their part',
      { systemActionsCents: 19_360_001 },
      ['systemActionsCents ABOVE_ALLOCATION'],
    ],
    [
      'with grants above the alliances’ part',
      { projects: [{ applicationId: 'A', grantCents: 77_440_001, costCents: 90_000_000 }] },
      ['projects ABOVE_ALLOCATION'],
    ],
    [
      'with a grant above its cost',
      { projects: [{ applicationId: 'A', grantCents: 101, costCents: 100 }] },
      ['projects[0].grantCents GRANT_WRONG'],
    ],
    [
      'with a project twice',
      { projects: [1, 2].map(() => ({ applicationId: 'A', grantCents: 100, costCents: 100 })) },
      ['projects REPEATED'],
    ],
  ])('is refused %s', (_name, change, problems) => {
    expect(checkPlan(plan(change)).map((one) => `${one.path} ${one.code}`)).toEqual(problems)
  })
})
