import { describe, expect, it } from '@jest/globals'
import { testRules } from '../call/configuration.fixture.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import { computeAllianceTies } from './conflicts.ts'
import type { ConflictInput } from './conflicts.ts'

const chamber = derivedId<BodyId>('body', 'chamber')
const coop = derivedId<BodyId>('body', 'coop')
const [A, B] = ['A', 'B'].map((name) => derivedId<ApplicationId>('application', name)) as [
  ApplicationId,
  ApplicationId,
]
type Named = ConflictInput['applications'][number]['partners'][number]

/* Two people of the chamber's seat, and the chamber as the first alliance names it. */
const applicationsTied = (inFirst: Named) =>
  computeAllianceTies({
    seats: [
      {
        ...{ id: derivedId<SeatId>('seat'), bodyId: chamber },
        holders: [
          { personId: derivedId<PersonId>('titular'), role: 'TITULAR' },
          { personId: derivedId<PersonId>('deputy'), role: 'DEPUTY' },
        ],
      },
    ],
    ...{ offices: [], links: [] },
    applications: [
      { id: A, partners: [{ bodyId: coop, role: 'LEAD', confirmed: true }, inFirst] },
      { id: B, partners: [{ bodyId: coop, role: 'LEAD', confirmed: true }] },
    ],
    rules: { ...testRules().exclusions, partner: 'DECLARATION', adherent: 'NONE' },
  }).map((one) => [one.applicationId, one.causeApplicationId])

describe('ties to an alliance once the ranking is adopted (art. 5, 9)', () => {
  it('reach its own application alone, however far the call lets one of its kind reach', () => {
    const own = [
      [A, A],
      [A, A],
    ]
    expect(applicationsTied({ bodyId: chamber, role: 'ADHERENT', confirmed: true })).toEqual(own)
    expect(applicationsTied({ bodyId: chamber, role: 'LEAD', confirmed: true })).toEqual(own)
  })

  it('are none of a partner that never confirmed', () => {
    expect(applicationsTied({ bodyId: chamber, role: 'PARTNER', confirmed: false })).toEqual([])
  })
})
