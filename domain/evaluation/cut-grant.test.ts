import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ApplicationId } from '../shared/ids.ts'
import { cents, sumCents } from '../shared/money.ts'
import { changedGrants, cutGrantOf, standingGrants } from './cut-grant.ts'
import { testRankingRules } from './ranking.fixture.ts'

const ID = (index: number) => `p${index + 1}` as ApplicationId
const rulesWith = (budgetLineCents: number, minAmountCents: number | null = null) => {
  const grant = {
    ...testRankingRules.grant,
    minAmountCents: minAmountCents === null ? null : cents(minAmountCents),
  }
  return { ...testRankingRules, budgetLineCents: cents(budgetLineCents), grant }
}
const ranked = (entitled: readonly number[]) =>
  entitled.map((amount, index) => ({
    applicationId: ID(index),
    position: index + 1,
    entitledCents: cents(amount),
  }))
const shown = (entitled: readonly number[], declined: readonly number[], rules = rulesWith(100)) =>
  standingGrants(ranked(entitled), new Set(declined.map((one) => ID(one - 1))), rules).map(
    ({ outcome, grantCents }) => `${outcome} ${grantCents}`,
  )

describe('the money of who does without a cut grant goes to the next in line (art. 8)', () => {
  it.each([
    [
      'nobody does without: as ranked',
      [60, 60, 60],
      [],
      ['FUNDED 60', 'PARTIALLY_FUNDED 40', 'ADMITTED_NOT_FUNDED 0'],
    ],
    ['the next is cut in turn', [60, 60, 60], [2], ['FUNDED 60', 'DECLINED 0', 'PARTIALLY_FUNDED 40']],
    [
      'the next is funded whole, the one after it cut',
      [60, 60, 30, 30],
      [2],
      ['FUNDED 60', 'DECLINED 0', 'FUNDED 30', 'PARTIALLY_FUNDED 10'],
    ],
    [
      'the next is funded to the cent, nobody is cut',
      [60, 60, 40, 30],
      [2],
      ['FUNDED 60', 'DECLINED 0', 'FUNDED 40', 'ADMITTED_NOT_FUNDED 0'],
    ],
    ['nobody follows: the money is left', [60, 60], [2], ['FUNDED 60', 'DECLINED 0']],
    ['everybody does without', [160, 150], [1, 2], ['DECLINED 0', 'DECLINED 0']],
  ])('%s', (_, entitled, declined, expected) => {
    expect(shown(entitled, declined)).toEqual(expected)
  })

  it('cuts nobody below the least grant of the call', () => {
    expect(shown([60, 60, 60], [2], rulesWith(100, 41))).toEqual([
      'FUNDED 60',
      'DECLINED 0',
      'ADMITTED_NOT_FUNDED 0',
    ])
  })

  it('asks until somebody takes the cut grant or nobody is cut: never more money than the line, order kept, once each', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 12 })
    const answers = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(amounts, answers, fc.nat(2000), fc.option(fc.nat(300)), (entitled, takes, line, least) => {
        const rules = rulesWith(line, least)
        const entries = ranked(entitled)
        const declined = new Set<string>()
        let grants = standingGrants(entries, declined, rules)
        for (let cut = cutGrantOf(grants); cut !== null; cut = cutGrantOf(grants)) {
          const index = entries.findIndex(({ applicationId }) => applicationId === cut.applicationId)
          expect(sumCents(grants.map(({ grantCents }) => grantCents))).toBe(line)
          if (takes[index] === true) break
          expect(declined.has(cut.applicationId)).toBe(false)
          declined.add(cut.applicationId)
          const after = standingGrants(entries, declined, rules)
          const changed = changedGrants(grants, after).map(({ applicationId }) => applicationId)
          expect(changed[0]).toBe(cut.applicationId)
          expect(after.slice(0, index)).toEqual(grants.slice(0, index))
          grants = after
        }
        expect(sumCents(grants.map(({ grantCents }) => grantCents))).toBeLessThanOrEqual(line)
        expect(grants.map(({ applicationId }) => applicationId)).toEqual(
          entries.map((one) => one.applicationId),
        )
        for (const [index, { outcome, grantCents }] of grants.entries())
          if (outcome === 'FUNDED') expect(grantCents).toBe(entitled[index])
      }),
    )
  })
})
