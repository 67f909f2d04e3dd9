import { describe, expect, it } from '@jest/globals'
import { expectedForSeat } from './answers.ts'

describe('who is expected for a seat before a sitting (art. 5)', () => {
  it.each([
    ['COMES', 'COMES', 'TITULAR'],
    ['COMES', null, 'TITULAR'],
    ['DEPUTY_COMES', 'COMES', 'DEPUTY'],
    ['DEPUTY_COMES', null, 'TO_CONFIRM'],
    ['DEPUTY_COMES', 'ABSENT', 'NOBODY'],
    ['ABSENT', 'COMES', 'NOBODY'],
    [null, 'COMES', 'UNKNOWN'],
    ['VACANT', 'COMES', 'DEPUTY'],
    ['VACANT', null, 'TO_CONFIRM'],
  ] as const)('of a titular who answers %s and a deputy %s: %s', (titular, deputy, expected) => {
    expect(expectedForSeat({ titular, deputy })).toBe(expected)
  })
})
