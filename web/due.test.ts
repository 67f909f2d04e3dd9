import { describe, expect, it } from '@jest/globals'
import { dueView } from './due.ts'

const now = new Date('2027-03-27T22:30:00Z')

describe('a term as people read it', () => {
  it.each([
    ['2027-03-27T22:29:59Z', 'termine passato', 'late'],
    ['2027-03-27T22:45:00Z', 'oggi', 'soon'],
    ['2027-03-27T23:15:00Z', 'domani', 'soon'],
    ['2027-03-30T21:59:59Z', 'tra 3 giorni', 'soon'],
    ['2027-03-31T21:59:59Z', 'tra 4 giorni', 'calm'],
  ])('counts days in Rome, across daylight saving: %s is %s', (at, left, tone) => {
    expect(dueView(new Date(at), now)).toEqual({ at: new Date(at), left, tone })
  })

  it('is nothing where there is no term', () => {
    expect(dueView(null, now)).toBeNull()
  })
})
