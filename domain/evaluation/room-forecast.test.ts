import { describe, expect, it } from '@jest/globals'
import { testRules } from '../call/configuration.fixture.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import type { ConflictInput } from './conflicts.ts'
import { roomForecast } from './room-forecast.ts'

const body = (name: string) => derivedId<BodyId>('body', name)
const seat = (name: string) => ({
  id: derivedId<SeatId>('seat', name),
  bodyId: body(name),
  holders: (['TITULAR', 'DEPUTY'] as const).map((role) => ({
    ...{ personId: derivedId<PersonId>(name, role), role },
  })),
})
type Partner = ConflictInput['applications'][number]['partners'][number]
const named = (name: string, role: Partner['role'], confirmed: boolean): Partner => ({
  ...{ bodyId: body(name), role, confirmed },
})
const draft = (id: string, partners: Partner[]) => ({
  ...{ id: derivedId<ApplicationId>(id), partners: [named(`lead of ${id}`, 'LEAD', true), ...partners] },
})
const COMMITTEE = ['comune', 'camera', 'sindacato']
const input = (applications: ConflictInput['applications'], change: Partial<ConflictInput> = {}) => ({
  ...{ seats: COMMITTEE.map(seat), offices: [], links: [], applications, rules: testRules().exclusions },
  ...change,
})

describe('the room of each draft, before the closing (art. 5)', () => {
  it.each<[string, Partner[], [all: number, confirmed: number]]>([
    ['nobody of the committee named', [], [3, 3]],
    [
      'every body of the committee named without its knowledge',
      COMMITTEE.map((one) => named(one, 'PARTNER', false)),
      [0, 3],
    ],
    ['one that has confirmed', [named('comune', 'PARTNER', true)], [2, 2]],
    [
      'one that has and one that has not',
      [named('comune', 'PARTNER', true), named('camera', 'PARTNER', false)],
      [1, 2],
    ],
  ])('with %s', (_what, partners, [ifAllConfirm, ifConfirmed]) => {
    const [forecast] = roomForecast(input([draft('A', partners)]))
    expect(forecast).toMatchObject({ ifAllConfirm, ifConfirmed })
  })

  it('loses a seat to a body that leads another draft, for every one (art. 5)', () => {
    const led = { id: derivedId<ApplicationId>('B'), partners: [named('comune', 'LEAD', true)] }
    expect(roomForecast(input([draft('A', []), led])).map((one) => one.ifConfirmed)).toEqual([2, 2])
  })

  it('keeps a seat whose deputy is free where the titular alone is tied', () => {
    const offices = [{ personId: derivedId<PersonId>('comune', 'TITULAR'), bodyId: body('coop') }]
    const forecast = roomForecast(input([draft('A', [named('coop', 'PARTNER', true)])], { offices }))
    expect(forecast[0]).toMatchObject({ ifAllConfirm: 3, ifConfirmed: 3 })
  })
})
