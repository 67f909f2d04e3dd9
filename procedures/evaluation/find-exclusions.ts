import type { ExclusionRecord } from '../../db/evaluation/exclusion-store.ts'
import type { Stores } from '../../db/stores.ts'
import type { ConflictInput, Exclusion } from '../../domain/evaluation/conflicts.ts'
import { computeAllianceTies, computeExclusions } from '../../domain/evaluation/conflicts.ts'
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

interface At {
  now: Date
  /** Further people of whom it is asked. */
  also?: readonly PersonId[]
}

/** Computes who is kept from which application of a call (art. 5): titulars, deputies, people of the offices, and the
 * further people named; over the seats and functions of the day, and the links between bodies that the call counts. */
export async function findExclusions(stores: Stores, callId: string, at: At): Promise<FoundConflicts> {
  const { input, recordsOf, bodyNames } = await conflictFacts(stores, callId, at)
  const found = computeExclusions(input)
  const names = await bodyNames(found.declarationsRequired)
  return {
    exclusions: await recordsOf(found.exclusions),
    ties: found.declarationsRequired.map((one) => ({
      personId: one.personId,
      applicationId: one.applicationId,
      reason: ownReasonOf(one, names),
    })),
  }
}

/** The same of the alliances as they stand once the ranking is adopted, with who has joined them since (art. 9). */
export async function findAllianceTies(stores: Stores, callId: string, at: At): Promise<ExclusionRecord[]> {
  const { input, recordsOf } = await conflictFacts(stores, callId, at)
  const joined = Map.groupBy(await stores.projects.adhesionsTo(callId), (one) => one.applicationId)
  const applications = input.applications.map((one) => ({
    ...one,
    partners: [
      ...one.partners,
      ...(joined.get(one.id) ?? []).map(({ bodyId }) => ({
        ...{ bodyId: asId<BodyId>(bodyId), role: 'ADHERENT' as const, confirmed: true },
      })),
    ],
  }))
  return recordsOf(computeAllianceTies({ ...input, applications }))
}

/* What the graph is computed on, and how what it finds is kept and named. */
async function conflictFacts(stores: Stores, callId: string, { now, also = [] }: At) {
  const call = await stores.calls.get(callId)
  const applications = await applicationsOf(stores, callId)
  const on = localDateOf(now)
  const seats = await stores.network.seats(on)
  const offices = await officesOf(stores, seats, { on, also })
  const input: ConflictInput = {
    seats: [...seats, ...withoutSeat(offices, seats)],
    offices,
    links: await stores.network.links(),
    applications,
    rules: call.rules.exclusions,
  }
  const seated = new Set<string>(seats.map((seat) => seat.id))
  const bodyNames = async (found: readonly Exclusion[]) =>
    new Map((await stores.network.bodies(bodiesNamed(found))).map((body) => [body.id as string, body.name]))
  const named = new Map(applications.map((one) => [one.id as string, one.name]))
  const recordsOf = async (found: readonly Exclusion[]): Promise<ExclusionRecord[]> => {
    const names = { bodies: await bodyNames(found), applications: named }
    return found.map((one) =>
      toExclusionRecord(one, names, {
        callId: asId<CallId>(callId),
        seatId: seated.has(one.seatId) ? one.seatId : null,
        excludedAt: now,
      }),
    )
  }
  return { input, recordsOf, bodyNames }
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
