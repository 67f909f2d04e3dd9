import { describe, expect, it } from '@jest/globals'
import { demoCallConfiguration } from '../../app/demo/call.ts'
import { callRules } from '../call/configuration.ts'
import type { CallRules } from '../call/configuration.ts'
import type { Trial } from '../call/trial-applications.ts'
import { asId, derivedId } from '../shared/ids.ts'
import type { BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { dryRun, triedRooms } from './dry-run.ts'

const demo = (): CallRules => callRules(demoCallConfiguration(new Date('2027-01-15T10:00:00Z'), 2027))
function tried(change: (rules: CallRules) => unknown = () => undefined) {
  const rules = structuredClone(demo())
  change(rules)
  const all = dryRun(rules, 'seed')
  return (trial: Trial) => all.find((one) => one.trial === trial)
}
const codes = (all: readonly { code: string }[] = []) => all.map(({ code }) => code)

describe('a dry run of a call (L. 241/1990 art. 12)', () => {
  it.each<[Trial, string[]]>([
    ['ABOVE_MAXIMUM', ['ABOVE_MAXIMUM']],
    ['BELOW_MINIMUM', ['BELOW_MINIMUM']],
    ['ABOVE_CAP', ['ABOVE_CATEGORY_CAP']],
    ['ABOVE_SHARE', ['ABOVE_SHARE', 'BELOW_MINIMUM']],
    ['IN_ORDER', []],
  ])('refuses at submission %s by the rules that it breaks alone', (trial, expected) => {
    expect(codes(tried()(trial)?.refused)).toEqual(expected)
  })

  it.each<[Trial, string[]]>([
    ['TOO_FEW_BODIES', ['TOO_FEW_BODIES', 'TOO_FEW_SMALL']],
    ['DECLARATION_MISSING', ['DECLARATION_MISSING']],
    ['ATTACHMENT_MISSING', ['ATTACHMENT_MISSING']],
    ['UNCONFIRMED', ['PARTNER_UNCONFIRMED']],
    ['PRIVATE_LEAD', []],
  ])('finds against %s in admissibility what the rules ask', (trial, expected) => {
    expect(codes(tried()(trial)?.reasons)).toEqual(expected)
  })

  it('leaves out what the call has no rule for', () => {
    const without = tried((rules) => (rules.grant.minAmountCents = null))
    expect(without('BELOW_MINIMUM')).toBeUndefined()
    expect(tried()('BELOW_CRITERION')).toBeUndefined()
    const privateLead = tried((rules) => (rules.partnership.leadPublicOnly = true))('PRIVATE_LEAD')
    expect(codes(privateLead?.reasons)).toEqual(['LEAD_NOT_PUBLIC'])
  })

  it('shows the threshold, the minimum of a criterion and how scores are joined', () => {
    expect(tried()('BELOW_THRESHOLD')?.entry?.outcome).toBe('BELOW_THRESHOLD')
    const minimum = tried((rules) => (rules.evaluation.criteria[0]!.minCentipoints = 500))
    expect(minimum('BELOW_CRITERION')?.entry?.outcome).toBe('BELOW_THRESHOLD')
    const pointsWith = (aggregation: CallRules['evaluation']['aggregation']) =>
      tried((rules) => (rules.evaluation.aggregation = aggregation))('OUTLIER')?.entry?.aggregate
    expect(pointsWith('MEAN')).toEqual({ num: '8000', den: '1' })
    expect(pointsWith('MEDIAN')).toEqual({ num: '10000', den: '1' })
  })

  it('tells which rule breaks a tie', () => {
    const all = dryRun(demo(), 'seed')
    expect(all.map(({ entry }) => entry?.tieBreak).filter(Boolean)).toContain('ARRIVAL')
  })

  it('spends the line from the top, and its rest as the call says (art. 6)', () => {
    const spentWith = (minAmountCents: CallRules['grant']['minAmountCents']) => {
      const rules = structuredClone(demo())
      rules.grant.minAmountCents = minAmountCents
      const entries = dryRun(rules, 'seed').flatMap(({ entry }) => entry ?? [])
      const isCut = entries.some(({ outcome }) => outcome === 'PARTIALLY_FUNDED')
      return [entries.reduce((sum, { grantCents }) => sum + grantCents, 0), isCut]
    }
    /* Four of 130,000 of 530,000: the rest is below the demo's least grant. */
    expect(spentWith(demo().grant.minAmountCents)).toEqual([52_000_000, false])
    expect(spentWith(null)).toEqual([demo().budgetLineCents, true])
  })

  it('gives the same for the same rules', () => {
    expect(dryRun(demo(), 'seed')).toEqual(dryRun(demo(), 'seed'))
  })
})

describe('the committee in a dry run (art. 5)', () => {
  const seat = (name: string) => ({
    id: derivedId<SeatId>('seat', name),
    bodyId: derivedId<BodyId>('body', name),
    holders: [{ personId: asId<PersonId>(derivedId('person', name)), role: 'TITULAR' as const }],
  })

  it('loses to a lead’s body every project, to an adherent’s what the call says', () => {
    const rooms = triedRooms({ seats: ['a', 'b', 'c'].map(seat), offices: [], links: [] }, demo())
    expect(rooms).toMatchObject([
      { role: 'LEAD', own: 2, other: 2 },
      { role: 'PARTNER', own: 2, other: 2 },
      { role: 'ADHERENT', own: 3, other: 3 },
    ])
  })
})
