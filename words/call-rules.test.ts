import { describe, expect, it } from '@jest/globals'
import { allianceText, entryNotes } from './call-rules.ts'

const rules = {
  minPublic: null,
  minMicroSmall: null,
  leadPublicOnly: false,
  severalPerLead: true,
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

describe('why an entry of a ranking stands where it does (art. 6, 7)', () => {
  const criteria = [{ id: 'EFFICACIA', label: 'Efficacia' }]
  it.each([
    [{ position: 1, tieBreak: null, missed: [] }, []],
    [
      { position: 3, tieBreak: 'EFFICACIA', missed: [] },
      ['a pari punti con il posto 2, che precede per punteggio più alto in «Efficacia»'],
    ],
    [
      { position: 2, tieBreak: 'DRAW', missed: [] },
      ['a pari punti con il posto 1, che precede per sorteggio ripetibile da chiunque'],
    ],
    [
      {
        ...{ position: null, tieBreak: null },
        missed: [
          { criterionId: null, points: '59.997', minCentipoints: 6000 },
          { criterionId: 'EFFICACIA', points: '11.99', minCentipoints: 1250 },
        ],
      },
      ['59,997 punti, soglia 60', '«Efficacia» 11,99 punti, minimo 12,5'],
    ],
  ])('%j', (entry, notes) => {
    expect(entryNotes(entry, criteria)).toEqual(notes)
  })
})
