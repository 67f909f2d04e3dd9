import { describe, expect, it } from '@jest/globals'
import { derivedId } from '../shared/ids.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import type { ExpertFacts, ExpertRefusal } from './expert.ts'
import { refusalOfExpert } from './expert.ts'
import type { PanelFacts, PersonOnApplication } from './possible-evaluators.ts'

const applicationId = derivedId<ApplicationId>('application')
const another = derivedId<ApplicationId>('another')
const asked: PersonOnApplication = { personId: derivedId<PersonId>('asked'), applicationId }
const colleague: PersonOnApplication = { personId: derivedId<PersonId>('colleague'), applicationId }
const seatId = derivedId<SeatId>('seat')

/* Both of a seat let the term of the declarations pass. */
const facts: ExpertFacts = {
  applicationIds: [applicationId, another],
  seats: [
    {
      id: seatId,
      bodyId: derivedId<BodyId>('body'),
      holders: [
        { personId: colleague.personId, role: 'TITULAR' },
        { personId: asked.personId, role: 'DEPUTY' },
      ],
    },
  ],
  kept: [],
  waived: [],
  declarations: [],
  appointments: [],
  readers: [],
  appointer: derivedId<PersonId>('appointer'),
  officers: [],
  sheets: [],
}

describe('an expert called in for an application (art. 5)', () => {
  it.each<[string, Partial<ExpertFacts>, ExpertRefusal | null]>([
    ['is nobody who appoints oneself', { appointer: asked.personId }, 'ONESELF'],
    [
      'is nobody who decided on admissibility in the call',
      { officers: [asked.personId] },
      'DECIDED_ADMISSIBILITY',
    ],
    ['is nobody who has read the sheets of others', { readers: [asked.personId] }, 'HAS_READ_SHEETS'],
    [
      'may be somebody else than these',
      { officers: [colleague.personId], readers: [colleague.personId] },
      null,
    ],
    ['may be somebody who let the term of the declarations pass', {}, null],
    ['is nobody excluded from it', { kept: [asked] }, 'EXCLUDED'],
    ['may be excluded from another', { kept: [{ ...asked, applicationId: another }] }, null],
    ['is nobody with a declared conflict that is not waived', { kept: [asked] }, 'EXCLUDED'],
    ['is nobody who gave the sheet up', { sheets: [{ ...asked, status: 'EXPIRED' }] }, 'GAVE_UP'],
    ['is called in once', { appointments: [asked] }, 'CALLED_BEFORE'],
    [
      'is nobody whose seat evaluates it',
      { declarations: [{ personId: colleague.personId, seatId, status: 'DECLARED' }] },
      'SEAT_EVALUATES',
    ],
    [
      'is nobody whose colleague of the seat is called in: a seat evaluates once',
      { appointments: [colleague] },
      'SEAT_CALLED',
    ],
    [
      'may have a colleague called in for another',
      { appointments: [{ ...colleague, applicationId: another }] },
      null,
    ],
  ])('%s', (_rule, changes, expected) => {
    expect(refusalOfExpert(asked, { ...facts, ...changes }, [])).toBe(expected)
  })

  it.each<[string, PanelFacts['waived'], ExpertRefusal | null]>([
    ['is nobody with a tie on which nobody decided', [], 'TIE_NOT_DECIDED'],
    ['may have a tie that somebody else waived', [asked], null],
  ])('%s (DPR 62/2013 art. 7)', (_rule, waived, expected) => {
    expect(refusalOfExpert(asked, { ...facts, waived }, [asked])).toBe(expected)
  })
})
