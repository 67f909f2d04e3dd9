import { describe, expect, it } from '@jest/globals'
import type { Exclusion } from '../../domain/evaluation/conflicts.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import { fullReasonOf, ownReasonOf } from './exclusion-reasons.ts'

const legnano = derivedId<BodyId>('legnano')
const sole = derivedId<BodyId>('sole')
const cause = derivedId<ApplicationId>('cause')
const names = {
  bodies: new Map([
    [legnano, 'Comune di Legnano'],
    [sole, 'Azienda So.Le.'],
  ]),
  applications: new Map([[cause, 'A1-002 «Tempo alle famiglie»']]),
}
const tied: Exclusion = {
  personId: derivedId<PersonId>('titular'),
  seatId: derivedId<SeatId>('seat'),
  applicationId: derivedId<ApplicationId>('other'),
  causeApplicationId: cause,
  basis: 'LEAD_ALL',
  scope: 'ALL',
  path: [
    { bodyId: legnano, via: 'SEAT' },
    { bodyId: sole, via: 'SERVICE_COMPANY' },
  ],
}

describe('reasons of an exclusion (art. 5)', () => {
  it('gives chair and minutes the whole chain and the application that causes it', () => {
    expect(fullReasonOf(tied, names)).toBe(
      'siede nel Comitato per Comune di Legnano, legato da azienda di servizi a Azienda So.Le., capofila del progetto A1-002 «Tempo alle famiglie» (art. 5: escluso da tutti i progetti)',
    )
  })

  it('tells the excluded person only the tie with the own body', () => {
    const told = ownReasonOf(tied, names.bodies)
    expect(told).toBe(
      'L’ente di appartenenza (Comune di Legnano) è legato a un ente che è capofila di un progetto presentato.',
    )
    expect(told).not.toContain('So.Le.')
    expect(told).not.toContain('Tempo alle famiglie')
  })
})
