import { describe, expect, it } from '@jest/globals'
import { allianceText } from './call-rules.ts'

const rules = {
  minPublic: null,
  minMicroSmall: null,
  leadPublicOnly: false,
  letter: '',
  unconfirmed: 'DROPPED',
} as const

describe('whom an alliance brings together, in a sentence (art. 9)', () => {
  it.each([
    [{ minBodies: 1 }, 'Basta un ente. Il capofila può essere pubblico o privato.'],
    [
      { minBodies: 4, minPublic: 1, minMicroSmall: 2, leadPublicOnly: true },
      'Servono almeno 4 enti, fra capofila e partner; fra loro almeno un ente pubblico e almeno 2 micro o piccole imprese. Il capofila è un ente pubblico.',
    ],
    [
      { minBodies: 3, minMicroSmall: 1 },
      'Servono almeno 3 enti, fra capofila e partner; fra loro almeno una micro o piccola impresa. Il capofila può essere pubblico o privato.',
    ],
  ])('%j', (given, sentence) => {
    expect(allianceText({ ...rules, ...given })).toBe(sentence)
  })
})
