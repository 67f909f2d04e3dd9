import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { testRules } from '../call/configuration.fixture.ts'
import { localDate } from '../shared/local-date.ts'
import { sumCents } from '../shared/money.ts'
import {
  balanceDue,
  checksNotPassed,
  isAbove,
  missingPreconditions,
  paymentFacts,
  trancheAmount,
  trancheAmounts,
  withholdingOf,
} from './payments.ts'
import type { AnsweredCheck, Payee } from './payments.ts'

const schedule = testRules().payments
const [advance, balance] = schedule

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
  it('follow the call’s schedule, the last taking the rest', () => {
    expect(trancheAmounts(4_200_001, schedule)).toEqual([
      { tranche: 'ADVANCE', amountCents: 2_100_001 },
      { tranche: 'BALANCE', amountCents: 2_100_000 },
    ])
    expect(trancheAmount(4_200_001, schedule, 'BALANCE')).toBe(2_100_000)
    expect(trancheAmount(4_200_001, schedule.slice(0, 1), 'BALANCE')).toBeNull()
  })

  it('sum to the grant and are never negative, whatever the shares', () => {
    const shares = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.nat(20_000_000), shares, (grant, list) => {
        const parts = trancheAmounts(
          grant,
          list.map((basisPoints) => ({ tranche: 'ADVANCE', basisPoints, preconditions: [] })),
        )
        expect(sumCents(parts.map((one) => one.amountCents))).toBe(grant)
        expect(parts.every((one) => one.amountCents >= 0)).toBe(true)
      }),
    )
  })

  it('wait for what the call asks before each', () => {
    const facts = { AGREEMENT_SIGNED: false, STATEMENT_ADMITTED: true, RESULTS_RECEIVED: false }
    expect(missingPreconditions('ADVANCE', schedule, facts)).toEqual(['AGREEMENT_SIGNED'])
    expect(missingPreconditions('BALANCE', schedule, facts)).toEqual(['RESULTS_RECEIVED'])
    expect([advance?.tranche, balance?.tranche]).toEqual(['ADVANCE', 'BALANCE'])
  })
})

describe('the balance of a project', () => {
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
    expect(balanceDue({ ...project, admittedCents })).toEqual(expected)
  })

  it('never pays in all more than was granted, and closes the account to the cent', () => {
    const amount = fc.integer({ min: 1, max: 20_000_000 })
    fc.assert(
      fc.property(amount, amount, fc.nat(40_000_000), fc.nat(20_000_000), (a, b, admittedCents, paid) => {
        const [grantedCents, approvedCostCents] = [Math.min(a, b), Math.max(a, b)]
        const paidCents = Math.min(paid, grantedCents)
        const found = balanceDue({ grantedCents, approvedCostCents, admittedCents, paidCents })
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
