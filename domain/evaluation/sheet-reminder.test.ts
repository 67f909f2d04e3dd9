import { describe, expect, it } from '@jest/globals'
import { endOfDay } from '../shared/terms.ts'
import { localDate } from '../shared/local-date.ts'
import { reminderAt } from './sheet-reminder.ts'

describe('when whoever has sheets to hand in is reminded (art. 6)', () => {
  it.each([
    [3, '2027-06-30', '2027-06-26T22:00:00.000Z'],
    [1, '2027-01-11', '2027-01-09T23:00:00.000Z'],
    [2, '2027-03-29', '2027-03-26T23:00:00.000Z'],
    [null, '2027-06-30', '2027-06-30T21:59:59.000Z'],
  ])('%s days before the term of %s: %s', (days, due, at) => {
    expect(reminderAt(endOfDay(localDate(due)), days).toISOString()).toBe(at)
  })
})
