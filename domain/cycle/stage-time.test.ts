import { describe, expect, it } from '@jest/globals'
import { inTenths, tenthsOf } from './stage-time.ts'

const DAY = 86_400

describe('the time of a stage (art. 6)', () => {
  it.each([
    [0, 0],
    [DAY, 10],
    [DAY / 20, 1],
    [DAY / 20 - 1, 0],
    [12.34 * DAY, 123],
  ])('of %d seconds is read as %d tenths of a day', (seconds, tenths) => {
    expect(tenthsOf(seconds)).toBe(tenths)
  })

  it('has parts that sum to the total that is read', () => {
    const third = { working: 0.34 * DAY, waiting: 0.34 * DAY, late: 0.34 * DAY }
    expect(inTenths(third)).toEqual({ working: 3, waiting: 3, late: 3, total: 9 })
  })
})
