import { describe, expect, it } from '@jest/globals'
import { localDate } from '../shared/local-date.ts'
import { nextUsualMeeting } from './usual-meetings.ts'

const network = { perYear: 1, noticeDays: 10 }
const committee = { perYear: 2, noticeDays: 5 }

describe('the meetings that a year usually has (art. 4, 7)', () => {
  it.each([
    [
      'art. 4: the network meets within a year of its last meeting',
      network,
      ['2026-03-10', '2027-03-08'],
      '2028-03-08',
    ],
    ['art. 4: where none is known, within a year of the day from which they are', network, [], '2027-12-01'],
    [
      'art. 7: the committee meets again within a year of its last meeting but one',
      committee,
      ['2027-02-01', '2027-06-01', '2027-09-01'],
      '2028-06-01',
    ],
    ['art. 7: with one alone, two in the first year that is known', committee, ['2027-06-01'], '2027-12-01'],
    [
      'art. 7: two on one day are one meeting of the committee',
      committee,
      ['2027-06-01', '2027-06-01'],
      '2027-12-01',
    ],
    ['a year from 29 February ends on the 28th', network, ['2028-02-29'], '2029-02-28'],
  ])('%s', (_, usual, days, heldBy) => {
    const since = localDate('2026-12-01')
    expect(nextUsualMeeting({ ...usual, days: days.map(localDate), since }).heldBy).toBe(heldBy)
  })

  it.each([
    ['art. 4: ten days before', network, '2028-02-27'],
    ['art. 7: five days before', committee, '2028-03-03'],
  ])('it is convened at the latest %s', (_, usual, convenedBy) => {
    const days = ['2027-03-08', '2027-03-09'].map(localDate).slice(0, usual.perYear)
    const since = localDate('2020-01-01')
    expect(nextUsualMeeting({ ...usual, days, since }).convenedBy).toBe(convenedBy)
  })
})
