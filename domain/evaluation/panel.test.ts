import { describe, expect, it } from '@jest/globals'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import { belowMinimum, evaluatorsFor } from './panel.ts'
import type { PanelInput } from './panel.ts'

const A = derivedId<ApplicationId>('A')
const seats = ['one', 'two'].map((name) => ({
  id: derivedId<SeatId>('seat', name),
  bodyId: derivedId<BodyId>('body', name),
  holders: [
    { personId: derivedId<PersonId>(name, 'TITULAR'), role: 'TITULAR' as const },
    { personId: derivedId<PersonId>(name, 'DEPUTY'), role: 'DEPUTY' as const },
  ],
}))
const titular = derivedId<PersonId>('one', 'TITULAR')
const deputy = derivedId<PersonId>('one', 'DEPUTY')
const seatId = derivedId<SeatId>('seat', 'one')

function personOfSeatOne(change: Partial<PanelInput>): string | undefined {
  const base: PanelInput = { applicationIds: [A], seats, exclusions: [], declarations: [], substitutions: [] }
  const [panel] = evaluatorsFor({ ...base, ...change })
  return panel?.evaluators.find((one) => one.seatId === seatId)?.personId
}

describe('the panel of an application (art. 5)', () => {
  it.each<[string, Partial<PanelInput>, PersonId | undefined]>([
    ['the titular evaluates', {}, titular],
    [
      'the deputy evaluates only through a recorded substitution',
      { substitutions: [{ seatId, applicationId: A }] },
      deputy,
    ],
    [
      'an excluded titular does not evaluate',
      { exclusions: [{ personId: titular, applicationId: A }] },
      undefined,
    ],
    [
      'an excluded deputy does not evaluate either',
      { exclusions: [{ personId: deputy, applicationId: A }], substitutions: [{ seatId, applicationId: A }] },
      undefined,
    ],
    [
      'an exclusion from another application has no effect',
      { exclusions: [{ personId: titular, applicationId: derivedId<ApplicationId>('B') }] },
      titular,
    ],
    [
      'a declaration still undecided keeps away',
      { declarations: [{ personId: titular, applicationId: A, decision: 'PENDING' }] },
      undefined,
    ],
    [
      'a declaration that was not upheld does not',
      { declarations: [{ personId: titular, applicationId: A, decision: 'NOT_EXCLUDED' }] },
      titular,
    ],
  ])('%s', (_name, change, expected) => {
    expect(personOfSeatOne(change)).toBe(expected)
  })

  it('is told when it falls below the call’s minimum', () => {
    const exclusions = [{ personId: titular, applicationId: A }]
    const panels = evaluatorsFor({
      applicationIds: [A],
      seats,
      exclusions,
      declarations: [],
      substitutions: [],
    })
    expect(belowMinimum(panels, 2)).toEqual(panels)
    expect(belowMinimum(panels, 1)).toEqual([])
  })
})
