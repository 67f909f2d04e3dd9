import type { ExclusionRecord } from '../../db/evaluation/exclusion-store.ts'
import type { Stores } from '../../db/stores.ts'
import type { ConflictInput } from '../../domain/evaluation/conflicts.ts'
import { computeExclusions } from '../../domain/evaluation/conflicts.ts'
import type { Office, Seat } from '../../domain/network/network.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { ApplicationId, BodyId, CallId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { bodiesNamed, ownReasonOf, toExclusionRecord } from './exclusion-reasons.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

const officeRoles: readonly Role[] = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER']

/** What the graph of bodies says of a call: exclusions, and ties that the call only asks to declare. */
export interface FoundConflicts {
  exclusions: ExclusionRecord[]
  ties: { personId: PersonId; applicationId: ApplicationId; reason: string }[]
}

/** Computes who is kept from which application of a call (art. 5): titulars, deputies, people of the offices, and the
 * further people named; over the seats and functions of the day, and the links between bodies that the call counts. */
export async function findExclusions(
  stores: Stores,
  callId: string,
  at: { now: Date; also?: readonly PersonId[] },
): Promise<FoundConflicts> {
  const call = await stores.calls.get(callId)
  const applications = await applicationsOf(stores, callId)
  const on = localDateOf(at.now)
  const seats = await stores.network.seats(on)
  const offices = await officesOf(stores, seats, { on, also: at.also ?? [] })
  const found = computeExclusions({
    seats: [...seats, ...withoutSeat(offices, seats)],
    offices,
    links: await stores.network.links(),
    applications,
    rules: call.rules.exclusions,
  })
  const seated = new Set<string>(seats.map((seat) => seat.id))
  const named = await stores.network.bodies(bodiesNamed([...found.exclusions, ...found.declarationsRequired]))
  const bodies = new Map(named.map((body) => [body.id as string, body.name]))
  const names = { bodies, applications: new Map(applications.map((one) => [one.id as string, one.name])) }
  return {
    exclusions: found.exclusions.map((one) =>
      toExclusionRecord(one, names, {
        callId: asId<CallId>(callId),
        seatId: seated.has(one.seatId) ? one.seatId : null,
        excludedAt: at.now,
      }),
    ),
    ties: found.declarationsRequired.map((one) => ({
      personId: one.personId,
      applicationId: one.applicationId,
      reason: ownReasonOf(one, bodies),
    })),
  }
}

/* A partner named by a partita IVA is every body that it may be: who is tied to one of a VAT group is kept out. */
async function applicationsOf(stores: Stores, callId: string) {
  const partners = Map.groupBy(await stores.applications.namedIn(callId), (partner) => partner.applicationId)
  const submitted = await stores.applications.submittedOf(callId)
  const names = Map.groupBy(await stores.network.namesOfBodies(), (one) => one.bodyId as string)
  return submitted.map((application): ConflictInput['applications'][number] & { name: string } => ({
    id: asId<ApplicationId>(application.id),
    name: `${application.code} «${application.title}»`,
    partners: (partners.get(application.id) ?? []).flatMap(({ bodyId, role, confirmed }) =>
      [asId<BodyId>(bodyId), ...(names.get(bodyId) ?? []).map((one) => one.subjectId)].map((one) => ({
        ...{ bodyId: one, role, confirmed },
      })),
    ),
  }))
}

/* An office is any function that a person has in a body on that day, whether it lets act here or not. */
async function officesOf(
  stores: Stores,
  seats: readonly Seat[],
  { on, also }: { on: LocalDate; also: readonly PersonId[] },
): Promise<Office[]> {
  const asked = new Set<PersonId>([
    ...seats.flatMap((seat) => seat.holders.map((one) => one.personId)),
    ...(await stores.network.holdersOf(officeRoles, on)),
    ...also,
  ])
  return (await stores.network.offices(on)).filter(({ personId }) => asked.has(personId))
}

/* Whoever has an office and no seat is put on a bench of one, so that the same rule reaches everybody. */
function withoutSeat(offices: readonly Office[], seats: readonly Seat[]): Seat[] {
  const seated = new Set(seats.flatMap((seat) => seat.holders.map((holder) => holder.personId)))
  const others = [...Map.groupBy(offices, (office) => office.personId)].filter(
    ([person]) => !seated.has(person),
  )
  return others.flatMap(([personId, [first]]) =>
    first === undefined
      ? []
      : [
          {
            id: asId<SeatId>(personId),
            bodyId: first.bodyId,
            holders: [{ personId, role: 'TITULAR' as const }],
          },
        ],
  )
}
