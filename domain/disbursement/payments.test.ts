import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { anyShares, scheduleOf, testRules } from '../call/configuration.fixture.ts'
import { localDate } from '../shared/local-date.ts'
import { sumCents } from '../shared/money.ts'
import {
  checksNotPassed,
  isAbove,
  paymentFacts,
  settlementOf,
  trancheDue,
  tranchesOf,
  withholdingOf,
} from './payments.ts'
import type { AnsweredCheck, Payee } from './payments.ts'

const schedule = testRules().tranches

function payee(change: Partial<Payee> = {}): Payee {
  return {
    kind: 'THIRD_SECTOR',
    amountCents: 500_000,
    commercialActivity: false,
    capitalGoods: false,
    grantedCents: 0,
    ...change,
  }
}

describe('tranches of a grant (art. 8)', () => {
  const parts = (grantCents: number, shares: readonly number[]): number[] =>
    tranchesOf(grantCents, scheduleOf(shares)).map((one) => one.limitCents)

  it.each([
    [4_200_001, [5000, 5000], [2_100_001, 2_100_000]],
    [100, [3333, 3333, 3334], [33, 33, 34]],
    [1, [4000, 3000, 3000], [1, 0, 0]],
    [7_000_000, [10_000], [7_000_000]],
    [9_000_000, [10_000, 0], [9_000_000, 0]],
  ])('split %i cents by the shares %j of the call into %j', (grant, shares, expected) => {
    expect(parts(grant, shares)).toEqual(expected)
  })

  it('keep the order, the names and the terms of the call', () => {
    expect(tranchesOf(10, schedule)).toEqual([
      { ...schedule[0], limitCents: 5 },
      { ...schedule[1], limitCents: 5 },
    ])
  })

  it('sum to the grant to the cent, each within a cent of its share, whatever the schedule', () => {
    fc.assert(
      fc.property(fc.nat(20_000_000), anyShares, (grant, shares) => {
        const found = parts(grant, shares)
        expect(sumCents(found)).toBe(grant)
        for (const [index, share] of shares.entries())
          expect(Math.abs((found[index] ?? 0) - (grant * share) / 10_000)).toBeLessThan(1)
      }),
    )
  })

  it('are due as a share of the grant, and the last as what the admitted expenditure leaves, never above its part', () => {
    const account = { grantedCents: 1000, approvedCostCents: 2000, admittedCents: 1500, paidCents: 500 }
    const [first, last] = tranchesOf(1000, schedule)
    expect(trancheDue(first!, account)).toBe(500)
    expect(trancheDue(last!, account)).toBe(250)
    expect(trancheDue(last!, { ...account, admittedCents: 2000, paidCents: 0 })).toBe(500)
    expect(trancheDue(last!, { ...account, admittedCents: 900 })).toBe(0)
  })
})

describe('the settlement of a project (art. 10)', () => {
  const project = { grantedCents: 4_200_000, approvedCostCents: 6_000_000, paidCents: 2_100_000 }

  it.each([
    ['all cost admitted', 6_000_000, { finalGrantCents: 4_200_000, dueCents: 2_100_000, recoveryCents: 0 }],
    [
      'more than the approved cost admitted',
      7_000_000,
      { finalGrantCents: 4_200_000, dueCents: 2_100_000, recoveryCents: 0 },
    ],
    [
      'a lower cost lowers the grant in proportion',
      5_000_001,
      { finalGrantCents: 3_500_001, dueCents: 1_400_001, recoveryCents: 0 },
    ],
    [
      'what was paid beyond the final grant is recovered',
      2_000_000,
      { finalGrantCents: 1_400_000, dueCents: 0, recoveryCents: 700_000 },
    ],
    ['nothing admitted', 0, { finalGrantCents: 0, dueCents: 0, recoveryCents: 2_100_000 }],
  ])('%s', (_name, admittedCents, expected) => {
    expect(settlementOf({ ...project, admittedCents })).toEqual(expected)
  })

  it('never pays in all more than was granted, and closes the account to the cent', () => {
    const amount = fc.integer({ min: 1, max: 20_000_000 })
    fc.assert(
      fc.property(amount, amount, fc.nat(40_000_000), fc.nat(20_000_000), (a, b, admittedCents, paid) => {
        const [grantedCents, approvedCostCents] = [Math.min(a, b), Math.max(a, b)]
        const paidCents = Math.min(paid, grantedCents)
        const found = settlementOf({ grantedCents, approvedCostCents, admittedCents, paidCents })
        expect(paidCents + found.dueCents - found.recoveryCents).toBe(found.finalGrantCents)
        expect(found.finalGrantCents).toBeLessThanOrEqual(Math.min(grantedCents, admittedCents))
      }),
    )
  })
})

describe('checks of a payment', () => {
  it.each([
    ['publication', 100_000, 100_001],
    ['collectionAgent', 500_000, 500_001],
    ['antimafia', 15_000_000, 15_000_001],
  ] as const)('the threshold of %s begins one cent above its amount', (threshold, under, over) => {
    expect([isAbove(threshold, under), isAbove(threshold, over)]).toEqual([false, true])
  })

  it('need no DURC of a public body, and ask the collection agent above 5,000.00 (DPR 602/1973 art. 48-bis)', () => {
    expect(paymentFacts(payee({ kind: 'MUNICIPALITY', amountCents: 500_001 }))).toEqual({
      payeePublic: true,
      payeeEnterprise: false,
      aboveCollectionThreshold: true,
      aboveAntimafiaThreshold: false,
    })
  })

  it.each([
    ['an enterprise at the threshold', payee({ kind: 'ENTERPRISE', grantedCents: 15_000_000 }), false],
    ['the first tranche of 200,000.00 to one', payee({ kind: 'ENTERPRISE', grantedCents: 20_000_000 }), true],
    ['a commercial activity', payee({ commercialActivity: true, grantedCents: 20_000_000 }), true],
    ['no business activity', payee({ grantedCents: 20_000_000 }), false],
  ])('decide antimafia for %s by all that was granted (D.Lgs. 159/2011 art. 91)', (_name, given, asked) => {
    expect(paymentFacts({ ...given, amountCents: 10_000_000 }).aboveAntimafiaThreshold).toBe(asked)
  })

  it.each([
    ['an enterprise', payee({ kind: 'ENTERPRISE' }), 20_000],
    ['an enterprise for capital goods', payee({ kind: 'ENTERPRISE', capitalGoods: true }), 0],
    ['a non-commercial body', payee(), 0],
    ['a non-commercial body for a commercial activity', payee({ commercialActivity: true }), 20_000],
  ])('withhold 4 %% from %s (DPR 600/1973 art. 28)', (_name, given, withholdingCents) => {
    expect(withholdingOf(given)).toEqual({ withholdingCents, netCents: 500_000 - withholdingCents })
  })

  it.each<[string, AnsweredCheck[], string[]]>([
    ['nothing answered', [], ['DURC', 'COLLECTION_AGENT']],
    ['a DURC of 120 days', [durc('2026-01-01'), agent(true)], []],
    ['a DURC of 121 days', [durc('2025-12-31'), agent(true)], ['DURC']],
    ['a DURC without its day', [{ code: 'DURC', passed: true, issuedOn: null }, agent(true)], ['DURC']],
    ['debts with the collection agent', [durc('2026-01-01'), agent(false)], ['COLLECTION_AGENT']],
  ])('hold back a payment with %s', (_name, answered, expected) => {
    expect(checksNotPassed(['DURC', 'COLLECTION_AGENT'], answered, localDate('2026-05-01'))).toEqual(expected)
  })
})

function durc(day: string): AnsweredCheck {
  return { code: 'DURC', passed: true, issuedOn: localDate(day) }
}

function agent(passed: boolean): AnsweredCheck {
  return { code: 'COLLECTION_AGENT', passed, issuedOn: null }
}
