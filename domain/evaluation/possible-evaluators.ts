import type { Seat, SeatRole } from '../network/network.ts'
import type { ApplicationId, PersonId, SeatId } from '../shared/ids.ts'
import type { DeclarationStatus, ScoringStatus } from './lifecycle.ts'

/** A person kept from an application, or called in for it: facts about one person and one application. */
export type PersonOnApplication = { personId: PersonId; applicationId: ApplicationId }

/** Who can evaluate an application: for a seat its titular or its deputy, or an expert called in (`seatId` null). */
export type PossibleEvaluator = { personId: PersonId; seatId: SeatId | null; role: SeatRole | 'EXPERT' }
type PossiblePanel = { applicationId: ApplicationId; evaluators: PossibleEvaluator[] }

/** The facts of a call's evaluation that decide who can evaluate. */
export type PanelFacts = {
  applicationIds: readonly ApplicationId[]
  seats: readonly Seat[]
  /** Who is kept from what: excluded, or with a declared conflict that nobody has waived. */
  kept: readonly PersonOnApplication[]
  /** Declared conflicts that were decided to keep nobody out. */
  waived: readonly PersonOnApplication[]
  /** `seatId` null for an expert: it makes nobody evaluate for a seat. */
  declarations: readonly {
    personId: PersonId
    seatId: SeatId | null
    status: DeclarationStatus
  }[]
  appointments: readonly PersonOnApplication[]
  sheets: readonly (PersonOnApplication & { status: ScoringStatus })[]
  /** Who has read the sheets of others: they score no more. */
  readers: readonly PersonId[]
}

/** What a person and an application are looked up by, together. */
export const pairKey = (pair: PersonOnApplication): string => `${pair.personId} ${pair.applicationId}`

/* Holders of seats who have not declared for one. */
function undeclared({ declarations, seats }: PanelFacts): Set<PersonId> {
  const declared = new Set(
    declarations.filter((one) => one.status === 'DECLARED' && one.seatId !== null).map((one) => one.personId),
  )
  const holders = seats.flatMap((seat) => seat.holders).map(({ personId }) => personId)
  return new Set(holders.filter((personId) => !declared.has(personId)))
}

/** The pairs of person and application that may not meet: excluded, not declared, declared a conflict that nobody has
 * waived, or gave up the sheet (term passed, or substituted). */
export function blockedPairs(facts: PanelFacts): PersonOnApplication[] {
  const silent = [...undeclared(facts)].flatMap((personId) =>
    facts.applicationIds.map((applicationId) => ({ personId, applicationId })),
  )
  return [...silent, ...lostPairs(facts)]
}

/** The pairs that an exclusion, a conflict not waived, a sheet given up, or the sheets of others that were read keep apart, whoever
 * declared or not. */
export function lostPairs(facts: PanelFacts): PersonOnApplication[] {
  return [...facts.kept, ...facts.sheets.filter(gaveUp), ...readPairs(facts)]
}

/* Of who has read the sheets of others, all but what was scored before (art. 5, 6). */
function readPairs({ readers, applicationIds, sheets }: PanelFacts): PersonOnApplication[] {
  if (readers.length === 0) return []
  const scored = new Set(sheets.filter((one) => one.status === 'SCORED').map(pairKey))
  return readers
    .flatMap((personId) => applicationIds.map((applicationId) => ({ personId, applicationId })))
    .filter((pair) => !scored.has(pairKey(pair)))
}

/** Who can evaluate each application, sorted by application and seat: of a seat the titular, or the deputy where the
 * titular is blocked (art. 5); and the experts called in for it. An expert's appointment
 * takes effect once the expert has declared, and no conflict is left open (L. 241/1990 art. 6-bis). */
export function possibleEvaluators(facts: PanelFacts): PossiblePanel[] {
  const silent = undeclared(facts)
  const lost = peopleByApplication(lostPairs(facts))
  const seats = facts.seats.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const experts = expertsByApplication(facts, lost)
  return facts.applicationIds.toSorted().map((applicationId) => {
    const out = lost.get(applicationId)
    const isFree = (personId: PersonId): boolean => !silent.has(personId) && out?.has(personId) !== true
    return {
      applicationId,
      evaluators: [
        ...seats.flatMap(({ id, holders }) => {
          const free = holders.filter(({ personId }) => isFree(personId))
          const holder =
            free.find((one) => one.role === 'TITULAR') ?? free.find((one) => one.role === 'DEPUTY')
          return holder === undefined ? [] : [{ seatId: id, personId: holder.personId, role: holder.role }]
        }),
        ...(experts.get(applicationId) ?? []).map(({ personId }) => ({
          ...{ personId, seatId: null, role: 'EXPERT' as const },
        })),
      ],
    }
  })
}

/** True when every admitted application has at least the call's minimum of sheets handed in (art. 5, 6): a sheet that a
 * late conflict voided counts no more. */
export function areSheetsSufficient(
  facts: Pick<PanelFacts, 'applicationIds' | 'sheets'>,
  panelMinimum: number,
): boolean {
  const scored = new Map<ApplicationId, number>()
  for (const { status, applicationId } of facts.sheets)
    if (status === 'SCORED') scored.set(applicationId, (scored.get(applicationId) ?? 0) + 1)
  return facts.applicationIds.every((id) => (scored.get(id) ?? 0) >= panelMinimum)
}

type PeopleByApplication = ReadonlyMap<ApplicationId, ReadonlySet<PersonId>>

/* Looked up by application and then by person: a key of both would be a new text for each of a call's pairs. */
function peopleByApplication(pairs: readonly PersonOnApplication[]): PeopleByApplication {
  const people = new Map<ApplicationId, Set<PersonId>>()
  for (const { applicationId, personId } of pairs) {
    const known = people.get(applicationId)
    if (known === undefined) people.set(applicationId, new Set([personId]))
    else known.add(personId)
  }
  return people
}

function expertsByApplication(
  facts: PanelFacts,
  lost: PeopleByApplication,
): Map<ApplicationId, PersonOnApplication[]> {
  const declared = new Set(
    facts.declarations.filter((one) => one.status === 'DECLARED').map((one) => one.personId),
  )
  const called = facts.appointments.filter(
    ({ personId, applicationId }) =>
      declared.has(personId) && lost.get(applicationId)?.has(personId) !== true,
  )
  return Map.groupBy(called, (one) => one.applicationId)
}

/** True when the sheet's term passed, or it was withdrawn: who had it is not asked again. */
export function gaveUp({ status }: PanelFacts['sheets'][number]): boolean {
  return status === 'EXPIRED' || status === 'WITHDRAWN'
}
