import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { chargeYears } from './book.ts'

describe('the years that a commitment is proposed to charge (art. 8)', () => {
  it('are the oldest first, each as far as it has room', () => {
    const years = [
      { year: 2028, freeCents: 500 },
      { year: 2027, freeCents: 300 },
      { year: 2029, freeCents: 500 },
    ]
    expect(chargeYears(600, years)).toEqual([
      { year: 2027, amountCents: 300 },
      { year: 2028, amountCents: 300 },
      { year: 2029, amountCents: 0 },
    ])
  })

  it('bear the whole commitment where together they have room for it, and never more than their own', () => {
    const free = fc.uniqueArray(
      fc.record({ year: fc.integer({ min: 2020, max: 2040 }), freeCents: fc.nat(1_000) }),
      { selector: (one) => one.year, minLength: 1 },
    )
    fc.assert(
      fc.property(free, fc.nat(5_000), (years, amountCents) => {
        const charged = chargeYears(amountCents, years)
        const room = years.reduce((sum, one) => sum + one.freeCents, 0)
        const borne = charged.reduce((sum, one) => sum + one.amountCents, 0)
        expect(borne).toBe(Math.min(amountCents, room))
        for (const { year, amountCents: part } of charged)
          expect(part).toBeLessThanOrEqual(years.find((one) => one.year === year)?.freeCents ?? -1)
      }),
    )
  })
})
