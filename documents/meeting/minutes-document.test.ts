import { describe, expect, it } from '@jest/globals'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import type { SeatRecord } from '../../db/network/network-store.ts'
import { NOT_DECLARED } from '../../domain/meeting/deliberation.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { BodyId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import { exclusionTables } from './minutes-document.ts'

const titular = derivedId<PersonId>('titular')
const deputy = derivedId<PersonId>('deputy')
const seat: SeatRecord = {
  id: derivedId<SeatId>('seat'),
  category: 'CHAMBER_OF_COMMERCE',
  bodyId: derivedId<BodyId>('body'),
  bodyName: 'CCIAA',
  chair: false,
  holders: [
    { personId: titular, role: 'TITULAR', displayName: 'Titolare', email: 'titolare@ente.example' },
    { personId: deputy, role: 'DEPUTY', displayName: 'Supplente', email: 'supplente@ente.example' },
  ],
}
const agenda = ['first', 'second', 'third'].map((id, index): AgendaItem => ({
  id,
  position: index + 1,
  title: id,
  explanation: null,
  kind: 'APPLICATION',
  applicationId: id,
  workingGroupId: null,
  discussion: null,
  deferral: null,
}))
const tablesOf = (...exclusions: [string, PersonId, string][]) =>
  exclusionTables({
    seats: [seat],
    agenda,
    exclusions: exclusions.map(([agendaItemId, personId, reason]) => ({
      ...{ agendaItemId, personId, reason },
      outOfRoom: true,
    })),
  })
const row = { person: 'Titolare', body: 'CCIAA', inRoom: false }

describe('the exclusions in minutes (art. 5)', () => {
  it('are one row for each person and whole reason, with the points concerned', () => {
    const given = tablesOf(
      ['first', titular, 'partner'],
      ['second', titular, 'aderente'],
      ['third', titular, 'partner'],
    )
    expect(given.exclusions).toEqual([
      { ...row, reason: 'partner', items: 'punti 1, 3' },
      { ...row, reason: 'aderente', items: 'punto 2' },
    ])
  })

  it('say so when every point is concerned', () => {
    const all = agenda.map(({ id }): [string, PersonId, string] => [id, titular, 'capofila'])
    expect(tablesOf(...all).exclusions).toEqual([{ ...row, reason: 'capofila', items: 'tutti i punti' }])
  })

  it('list once, apart, whoever did not declare (L. 241/1990 art. 6-bis)', () => {
    const all = agenda.map(({ id }): [string, PersonId, string] => [id, deputy, NOT_DECLARED])
    expect(tablesOf(...all)).toEqual({
      exclusions: [],
      undeclared: [{ person: 'Supplente', body: 'CCIAA', inRoom: false }],
    })
  })
})
