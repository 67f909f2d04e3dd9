import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Seat } from '../network/network.ts'
import { derivedId } from '../shared/ids.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { declarationLifecycle, scoringLifecycle } from './lifecycle.ts'
import { areSheetsSufficient, blockedPairs, lostPairs, possibleEvaluators } from './possible-evaluators.ts'
import type { PanelFacts, PersonOnApplication, PossibleEvaluator } from './possible-evaluators.ts'

const person = (index: number): PersonId => derivedId<PersonId>('person', String(index))
const seatId = (index: number): SeatId => derivedId<SeatId>('seat', String(index))
const application = (index: number): ApplicationId => derivedId<ApplicationId>('application', String(index))

const seat = (index: number): Seat => ({
  id: seatId(index),
  bodyId: derivedId<BodyId>('body', String(index)),
  holders: [
    { personId: person(2 * index), role: 'TITULAR' },
    { personId: person(2 * index + 1), role: 'DEPUTY' },
  ],
})

const PEOPLE = 10
const APPLICATIONS = 5
const pair = fc.record({
  personId: fc.nat(PEOPLE).map(person),
  applicationId: fc.nat(APPLICATIONS - 1).map(application),
})
const pairs = fc.array(pair, { maxLength: 12 })
const facts: fc.Arbitrary<PanelFacts> = fc.record({
  applicationIds: fc.subarray(Array.from({ length: APPLICATIONS }, (_, index) => application(index))),
  seats: fc.subarray([0, 1, 2, 3].map(seat)),
  kept: pairs,
  waived: pairs,
  declarations: fc.array(
    fc.record({
      personId: fc.nat(PEOPLE).map(person),
      seatId: fc.option(fc.nat(3).map(seatId)),
      status: fc.constantFrom(...declarationLifecycle.states),
    }),
    { maxLength: 14 },
  ),
  appointments: pairs,
  readers: fc.array(fc.nat(PEOPLE).map(person), { maxLength: 2 }),
  sheets: fc.array(
    fc.tuple(pair, fc.constantFrom(...scoringLifecycle.states)).map(([one, status]) => ({ ...one, status })),
    { maxLength: 14 },
  ),
})

const isAmong = (some: readonly PersonOnApplication[], personId: PersonId, applicationId: ApplicationId) =>
  some.some((one) => one.personId === personId && one.applicationId === applicationId)

/* The rule read out loud, one application and one person after the other. */
function panelOf(given: PanelFacts, applicationId: ApplicationId): PossibleEvaluator[] {
  const seats = given.seats.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const ofSeats = seats.flatMap(({ id, holders }) =>
    holders
      .filter(({ personId }) => !isAmong(blockedPairs(given), personId, applicationId))
      .slice(0, 1)
      .map(({ personId, role }) => ({ personId, role, seatId: id })),
  )
  const experts = given.appointments.filter(
    (one) =>
      one.applicationId === applicationId &&
      given.declarations.some((told) => told.personId === one.personId && told.status === 'DECLARED') &&
      !isAmong(lostPairs(given), one.personId, applicationId),
  )
  return [...ofSeats, ...experts.map(({ personId }) => ({ personId, seatId: null, role: 'EXPERT' as const }))]
}

/* A call at a hundred times the true size: 15 seats, each application with an expert and its sheets. */
function callWith(applications: number): PanelFacts {
  const ids = Array.from({ length: applications }, (_, index) => application(index))
  const seats = Array.from({ length: 15 }, (_, index) => seat(index))
  const everybody = seats.flatMap(({ id, holders }) =>
    holders.map(({ personId }) => ({ personId, seatId: id })),
  )
  const onEach = ids.flatMap((applicationId) => seats.map(({ holders }) => ({ holders, applicationId })))
  return {
    applicationIds: ids,
    seats,
    kept: ids.map((applicationId, index) => ({ personId: person(index % 30), applicationId })),
    waived: [],
    declarations: everybody.map((one) => ({ ...one, status: 'DECLARED' as const })),
    readers: [],
    appointments: ids.map((applicationId) => ({ personId: person(1), applicationId })),
    sheets: onEach.flatMap(({ holders: [titular], applicationId }) =>
      titular === undefined ? [] : [{ personId: titular.personId, applicationId, status: 'SCORED' as const }],
    ),
  }
}

/* How often the fields of the facts' rows are read: the work, whatever the machine does meanwhile. */
function readsOf(given: PanelFacts, work: (facts: PanelFacts) => void): number {
  let reads = 0
  const counted = <T extends object>(row: T): T =>
    new Proxy(row, {
      get: (target, name) => {
        reads += 1
        return Reflect.get(target, name) as unknown
      },
    })
  const { sheets, appointments, kept, declarations } = given
  work({
    ...given,
    sheets: sheets.map(counted),
    appointments: appointments.map(counted),
    kept: kept.map(counted),
    declarations: declarations.map(counted),
  })
  return reads
}

describe('panels of many applications (art. 5)', () => {
  it('are for each the same as read out rule by rule', () => {
    fc.assert(
      fc.property(facts, (given) => {
        expect(possibleEvaluators(given)).toEqual(
          given.applicationIds
            .toSorted()
            .map((applicationId) => ({ applicationId, evaluators: panelOf(given, applicationId) })),
        )
      }),
    )
  })

  it('have sheets enough where each application has the minimum of those handed in', () => {
    fc.assert(
      fc.property(facts, fc.nat(3), (given, minimum) => {
        const enough = given.applicationIds.every(
          (id) =>
            given.sheets.filter((one) => one.applicationId === id && one.status === 'SCORED').length >=
            minimum,
        )
        expect(areSheetsSufficient(given, minimum)).toBe(enough)
      }),
    )
  })

  it.each([
    ['possible evaluators', (given: PanelFacts) => void possibleEvaluators(given)],
    ['sufficient sheets', (given: PanelFacts) => void areSheetsSufficient(given, 15)],
  ])('cost ten times the work for ten times the applications: %s', (_, work) => {
    const few = readsOf(callWith(100), work)
    expect(readsOf(callWith(1000), work)).toBeLessThanOrEqual(12 * few)
  })
})
