import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatEuro } from '../../words/formats.ts'
import {
  cents,
  centsSchema,
  euroSchema,
  minCents,
  MOST_CENTS,
  parseEuro,
  percentOf,
  proportionOf,
  shareOf,
  splitByWeights,
  subtractCents,
  sumCents,
} from './money.ts'
import { parseWith } from './problem.ts'

const amount = fc.integer({ min: 0, max: 10_000_000_000 })

describe('money in cents', () => {
  it.each([
    ['1.234,56', 123456],
    ['1234,5', 123450],
    ['346.000', 34_600_000],
    ['0,01 €', 1],
    ['€ 0,01', 1],
    ['-12,00', -1200],
    ['1.23,00', null],
    ['1,234.56', null],
    ['12,345', null],
    ['', null],
    ['99999999999999999', null],
  ])('reads "%s" as Italians write it, or refuses it', (text, expected) => {
    expect(parseEuro(text)).toBe(expected)
  })

  it('reads back every amount that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => parseEuro(formatEuro(value)) === value),
    )
  })

  it.each([
    [6_000_000, 7000, 4_200_000],
    [33_712_600, 8000, 26_970_080],
    [33_712_600, 2000, 6_742_520],
    [1, 5000, 1],
    [1, 4999, 0],
    [-1, 5000, -1],
  ])('takes a share of %d cents at %d basis points, rounded half up', (value, share, expected) => {
    expect(percentOf(value, share)).toBe(expected)
  })

  it('splits the allocation of Milano 80/20 to the cent', () => {
    expect(splitByWeights(96_800_000, [8000, 2000])).toEqual([77_440_000, 19_360_000])
  })

  it('gives the cents that are left to the largest remainders, the earlier part first', () => {
    expect(splitByWeights(77_440_000, [1, 1, 1, 1, 1, 1])).toEqual([
      12_906_667, 12_906_667, 12_906_667, 12_906_667, 12_906_666, 12_906_666,
    ])
    expect(splitByWeights(100, [1, 0, 2])).toEqual([33, 0, 67])
  })

  it('splits into parts that always sum to the total and are within one cent of their exact share', () => {
    const weights = fc
      .array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((w) => w > 0))
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const parts = splitByWeights(total, list)
        const whole = list.reduce((sum, weight) => sum + weight, 0)
        expect(sumCents(parts)).toBe(total)
        parts.forEach((part, index) => {
          const distance = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(list[index] ?? 0)
          expect(distance < BigInt(whole) && distance > -BigInt(whole)).toBe(true)
        })
      }),
    )
  })

  it('never gives a share above the whole, and a share and its complement differ from it by one cent at most', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (value, share) => {
        const part = percentOf(value, share)
        const rest = percentOf(value, 10_000 - share)
        expect(part).toBeLessThanOrEqual(value)
        expect([0, 1]).toContain(part + rest - value)
      }),
    )
  })

  it('keeps exact what a floating point number would lose', () => {
    expect(proportionOf(900_000_000_000_001, 9_999, 10_000)).toBe(899_910_000_000_001)
    expect(shareOf(5_000_000, 7_142_857)).toBe(7000)
    expect(shareOf(1, 0)).toBeNull()
  })

  it('refuses what is not a whole number of cents', () => {
    expect(() => cents(0.5)).toThrow(RangeError)
    expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError)
    expect(() => splitByWeights(10, [0, 0])).toThrow(RangeError)
    expect(() => splitByWeights(10, [-1, 2])).toThrow(RangeError)
    expect(() => proportionOf(1, 1, 0)).toThrow(RangeError)
    expect(centsSchema.safeParse(-1).success).toBe(false)
    expect(centsSchema.safeParse(1.5).success).toBe(false)
  })

  it.each([
    [MOST_CENTS, '1.000.000.000,00', null],
    [MOST_CENTS + 1, '1.000.000.000,01', 'il massimo è 1.000.000.000,00 €'],
    [Number.MAX_SAFE_INTEGER, '90.071.992.547.409,91', 'il massimo è 1.000.000.000,00 €'],
    [-1, '-0,01', 'Importo non valido'],
  ])('takes an amount of %d cents up to what still sums exactly', (inCents, inEuro, refusal) => {
    for (const read of [parseWith(centsSchema, inCents), parseWith(euroSchema, inEuro)])
      if (refusal === null) expect(read).toEqual({ ok: true, value: inCents })
      else
        expect(read).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(refusal) }] })
  })

  it('takes the smallest amount and the difference of two', () => {
    expect(minCents(5, 3, 9)).toBe(3)
    expect(subtractCents(3, 5)).toBe(-2)
  })
})
