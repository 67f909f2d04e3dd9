import { describe, expect, it } from '@jest/globals'
import { patronDaySchema } from '../shared/holidays.ts'
import { localDate } from '../shared/local-date.ts'
import { localDateOf, localInstant, termEnd } from '../shared/terms.ts'
import { suspendedDays } from './suspension.ts'
import type { LeadRequestKind } from './lead-request.ts'

const PATRON = patronDaySchema.parse('12-07')
type Row = readonly [kind: 'I' | 'N', from: string, until: string]
const KINDS: Readonly<Record<Row[0], LeadRequestKind>> = { I: 'INTEGRATION', N: 'REFUSAL_NOTICE' }
const days = (rows: readonly Row[]): number =>
  suspendedDays(
    rows.map(([kind, from, until]) => ({
      kind: KINDS[kind],
      from: localDate(from),
      until: localDate(until),
    })),
  )

describe('the term to answer runs from the day of delivery, which is not counted, in Europe/Rome', () => {
  it.each([
    ['fifteen days', '2027-07-01', '10:00', 15, '2027-07-16'],
    ['delivered a minute before midnight', '2027-07-01', '23:59', 15, '2027-07-16'],
    ['a last day that is a Sunday', '2027-07-03', '10:00', 15, '2027-07-19'],
    ['a last day that is Ferragosto, a Sunday in 2027', '2027-07-31', '10:00', 15, '2027-08-16'],
    ['over the change of the clock', '2027-10-20', '10:00', 15, '2027-11-04'],
    ['a last day that is All Saints, a Monday in 2027', '2027-10-22', '10:00', 10, '2027-11-02'],
    ['the patron of Milan, then the Immaculate Conception', '2027-11-27', '10:00', 10, '2027-12-09'],
    ['Christmas, then a Sunday after Saint Stephen', '2026-12-15', '10:00', 10, '2026-12-28'],
  ])('%s: from %s at %s, %d days, to %s (L. 241/1990 art. 6, 10-bis)', (_, day, time, term, last) => {
    const delivered = localInstant(localDate(day), time)!
    const due = termEnd(localDateOf(delivered), term, PATRON)
    expect(localDateOf(due)).toBe(last)
    expect(localDateOf(new Date(due.getTime() + 1000))).not.toBe(last)
  })
})

describe('what is asked of leads suspends the term of the procedure', () => {
  it.each<readonly [string, readonly Row[], number]>([
    ['not at all where nothing is asked', [], 0],
    ['until the answer', [['I', '2027-07-01', '2027-07-08']], 7],
    ['until the term where nobody answers, or late', [['I', '2027-07-01', '2027-07-16']], 15],
    ['not for an answer of the same day', [['I', '2027-07-01', '2027-07-01']], 0],
    ['for thirty days at most', [['I', '2027-07-01', '2027-08-02']], 30],
    ['over the change of the clock by calendar days', [['I', '2027-10-20', '2027-11-04']], 15],
  ])('%s (L. 241/1990 art. 2 c. 7)', (_, rows, expected) => {
    expect(days(rows)).toBe(expected)
  })

  it.each<readonly [string, readonly Row[], number]>([
    [
      'those that wait together, as one',
      [
        ['I', '2027-07-01', '2027-07-16'],
        ['I', '2027-07-05', '2027-07-20'],
      ],
      19,
    ],
    [
      'those that follow on each other, thirty days at most',
      [
        ['I', '2027-07-01', '2027-07-16'],
        ['I', '2027-07-16', '2027-07-31'],
        ['I', '2027-07-25', '2027-08-09'],
      ],
      30,
    ],
    [
      'none of those asked once nothing waits any more',
      [
        ['I', '2027-08-01', '2027-08-16'],
        ['I', '2027-07-01', '2027-07-05'],
      ],
      4,
    ],
  ])('once in a procedure: %s (L. 241/1990 art. 2 c. 7)', (_, rows, expected) => {
    expect(days(rows)).toBe(expected)
  })

  it.each<readonly [string, readonly Row[], number]>([
    ['ten days after the observations', [['N', '2027-07-01', '2027-07-06']], 15],
    ['ten days after their term, without any', [['N', '2027-07-01', '2027-07-12']], 21],
    [
      'beside the one suspension for information',
      [
        ['I', '2027-07-01', '2027-07-16'],
        ['N', '2027-07-20', '2027-07-30'],
      ],
      35,
    ],
    [
      'days on which both wait once',
      [
        ['I', '2027-07-01', '2027-07-16'],
        ['N', '2027-07-05', '2027-07-15'],
      ],
      24,
    ],
    [
      'each notice of a call',
      [
        ['N', '2027-07-01', '2027-07-06'],
        ['N', '2027-09-01', '2027-09-06'],
      ],
      30,
    ],
  ])('before a refusal, until %s (L. 241/1990 art. 10-bis)', (_, rows, expected) => {
    expect(days(rows)).toBe(expected)
  })
})
