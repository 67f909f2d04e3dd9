import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addFractions, compareFractions, decimalOf, pointsOf, fraction } from './fraction.ts'

const integer = fc.integer({ min: -1_000_000, max: 1_000_000 })
const positive = fc.integer({ min: 1, max: 1_000_000 })

describe('exact fractions', () => {
  it('are kept in lowest terms with a positive denominator', () => {
    expect(fraction(6, -4)).toEqual({ num: '-3', den: '2' })
    expect(fraction(0, 9)).toEqual({ num: '0', den: '1' })
    expect(() => fraction(1, 0)).toThrow(RangeError)
  })

  it('add to the same sum in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(integer, positive), { maxLength: 8 }), (pairs) => {
        const terms = pairs.map(([num, den]) => fraction(num, den))
        expect(addFractions(...terms)).toEqual(addFractions(...terms.toReversed()))
      }),
    )
  })

  it('compare as the numbers they are', () => {
    fc.assert(
      fc.property(integer, positive, integer, positive, (a, b, c, d) => {
        expect(compareFractions(fraction(a, b), fraction(c, d))).toBe(Math.sign(a * d - c * b) + 0)
      }),
    )
  })

  it.each([
    [fraction(217, 3), 2, '72.33'],
    [fraction(1, 2), 0, '1'],
    [fraction(-1, 3), 1, '-0.3'],
    [fraction(1, 200), 2, '0.01'],
    [fraction(-1, 1000), 2, '0.00'],
  ])('are shown rounded half up, for people only (%j, %d digits)', (value, digits, text) => {
    expect(decimalOf(value, digits)).toBe(text)
  })

  it('show centipoints as points', () => {
    expect(pointsOf(fraction(21_700, 3))).toBe('72.33')
  })

  it.each([
    ['below a threshold of 60', fraction(5999.7 * 10, 10), [fraction(6000)], '59.997'],
    ['just below it, of seven sheets', fraction(41_999, 7), [fraction(6000)], '59.999'],
    ['on the threshold', fraction(6000), [fraction(6000)], '60.00'],
    ['above it in the third digit', fraction(60_001, 10), [fraction(6000)], '60.001'],
    [
      'between two that it would read like',
      fraction(72_333, 10),
      [fraction(72_334, 10), fraction(72_331, 10)],
      '72.333',
    ],
    ['beside an equal score', fraction(7233), [fraction(7233)], '72.33'],
    ['where nothing is near', fraction(21_700, 3), [fraction(6000)], '72.33'],
  ])('show as many digits as tell them from what they stand beside: %s', (_where, value, beside, text) => {
    expect(pointsOf(value, beside)).toBe(text)
  })

  it('never read like what they stand beside and are not', () => {
    fc.assert(
      fc.property(integer, positive, integer, (num, den, near) => {
        const beside = fraction(near)
        const same = compareFractions(fraction(num, den), beside) === 0
        const read = pointsOf(fraction(num, den), [beside])
        expect(read === pointsOf(beside, [fraction(num, den)])).toBe(same)
      }),
    )
  })
})
