import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { backOffMs } from './back-off.ts'

describe('backOffMs', () => {
  it.each([
    [1, 1_000, 2_000],
    [2, 2_000, 4_000],
    [5, 16_000, 32_000],
    [50, 150_000, 300_000],
  ])('waits at attempt %i between %i and %i ms', (attempt, least, most) => {
    expect(backOffMs(attempt, () => 0)).toBe(least)
    expect(backOffMs(attempt, () => 0.999_999_9)).toBe(most)
  })

  it('never waits longer than five minutes and never less than a second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const wait = backOffMs(attempt, () => random)
          expect(wait).toBeGreaterThanOrEqual(1_000)
          expect(wait).toBeLessThanOrEqual(300_000)
        },
      ),
    )
  })
})
