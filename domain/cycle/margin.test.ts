import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { patronDaySchema } from '../shared/holidays.ts'
import { addDays, localDate } from '../shared/local-date.ts'
import { marginOf } from './margin.ts'
import type { ChainedTerm } from './margin.ts'

const patron = patronDaySchema.parse('12-07')
const call: ChainedTerm<string>[] = [
  { name: 'ties', days: 5, ends: 'WORKING' },
  { name: 'scoring', days: 15, ends: 'WORKING' },
  { name: 'notice', days: 5, ends: 'CALENDAR' },
]
const ofCall = (from: string, until: string) =>
  marginOf({ from: localDate(from), terms: call, until: localDate(until), patron })

describe('the margin of a chain of terms', () => {
  it('is what it leaves before its day: an extension to 15 July leaves −3 days', () => {
    const { days, terms } = ofCall('2027-07-15', '2027-08-06')
    expect(terms.map(({ earliest }) => earliest)).toEqual(['2027-07-20', '2027-08-04', '2027-08-09'])
    expect(days).toBe(-3)
  })

  it('moves an end that is no working day to the next one, forwards and backwards', () => {
    const { terms, latestStart } = marginOf({
      ...{ from: localDate('2027-07-12'), until: localDate('2027-07-18'), patron },
      terms: [{ name: 'ties', days: 5, ends: 'WORKING' as const }],
    })
    expect(terms[0]).toMatchObject({ earliest: '2027-07-19', latest: '2027-07-18' })
    expect(latestStart).toBe('2027-07-11')
  })

  it('of no term is the days from its beginning to its day', () => {
    const margin = marginOf({
      ...{ from: localDate('2027-03-01'), until: localDate('2027-03-05'), patron },
      terms: [],
    })
    expect(margin).toEqual({ terms: [], latestStart: '2027-03-05', days: 4 })
  })

  it('is not negative for a chain begun by its latest start, and is for one begun a day later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (after) => {
        const until = addDays(localDate('2027-06-01'), after)
        const { latestStart } = ofCall('2027-01-01', until)
        expect(ofCall(latestStart, until).days).toBeGreaterThanOrEqual(0)
        expect(ofCall(addDays(latestStart, 1), until).days).toBeLessThan(0)
      }),
      { numRuns: 200 },
    )
  })
})
