import { describe, expect, it } from '@jest/globals'
import { callStanding } from './call-standing.ts'

const window = { opensAt: new Date('2027-03-01T11:00:00Z'), closesAt: new Date('2027-03-29T10:00:00Z') }

describe('where a call is for whoever reads of it (art. 8, 10)', () => {
  it.each([
    ['PUBLISHED', '2027-03-01T10:59:59.999Z', 'BEFORE', 'oggi'],
    ['PUBLISHED', '2027-03-01T11:00:00Z', 'OPEN', 'tra 28 giorni'],
    ['PUBLISHED', '2027-03-29T09:59:59.999Z', 'OPEN', 'oggi'],
    ['PUBLISHED', '2027-03-29T10:00:00Z', 'OVER', 'termine passato'],
    ['CLOSED', '2027-03-29T10:00:30Z', 'OVER', 'termine passato'],
    ['DESERTED', '2027-03-29T10:00:30Z', 'DESERTED', 'termine passato'],
  ] as const)('%s at %s: %s, %s', (status, at, phase, left) => {
    expect(callStanding({ ...window, status }, new Date(at))).toMatchObject({ phase, due: { left } })
  })
})
