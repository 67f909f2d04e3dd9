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
}

/** What a person and an application are looked up by, together. */
export const pairKey = (pair: PersonOnApplication): string => `${pair.personId} ${pair.applicationId}`

function undeclared(facts: PanelFacts): PersonOnApplication[] {
  const declared = new Set(
    facts.declarations
      .filter((one) => one.status === 'DECLARED' && one.seatId !== null)
      .map((one) => one.personId),
  )
  const silent = facts.seats.flatMap((seat) => seat.holders).filter(({ personId }) => !declared.has(personId))
  return silent.flatMap(({ personId }) =>
    facts.applicationIds.map((applicationId) => ({ personId, applicationId })),
  )
}

/** The pairs of person and application that may not meet: excluded, not declared, declared a conflict that nobody has
 * waived, or gave up the sheet (term passed, or substituted). */
export function blockedPairs(facts: PanelFacts): PersonOnApplication[] {
  return [...undeclared(facts), ...lostPairs(facts)]
}

/** The pairs that an exclusion, a conflict not waived, or a sheet given up keeps apart, whoever declared or not. */
export function lostPairs(facts: PanelFacts): PersonOnApplication[] {
  return [...facts.kept, ...facts.sheets.filter(gaveUp)]
}

/** Who can evaluate each application, sorted by application and seat: of a seat the titular, or the deputy where the
 * titular is blocked (art. 5); and the experts called in for it. An expert's appointment
 * takes effect once the expert has declared, and no conflict is left open (L. 241/1990 art. 6-bis). */
export function possibleEvaluators(facts: PanelFacts): PossiblePanel[] {
  const blocked = new Set(blockedPairs(facts).map(pairKey))
  const seats = facts.seats.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const experts = expertsByApplication(facts)
  return facts.applicationIds.toSorted().map((applicationId) => ({
    applicationId,
    evaluators: [
      ...seats.flatMap((seat) => {
        const free = seat.holders.filter(({ personId }) => !blocked.has(pairKey({ personId, applicationId })))
        const holder = free.find((one) => one.role === 'TITULAR') ?? free.find((one) => one.role === 'DEPUTY')
        return holder === undefined ? [] : [{ seatId: seat.id, personId: holder.personId, role: holder.role }]
      }),
      ...(experts.get(applicationId) ?? []).map(({ personId }) => ({
        ...{ personId, seatId: null, role: 'EXPERT' as const },
      })),
    ],
  }))
}

/** True when every admitted application has at least the call's minimum of sheets handed in (art. 5, 6): a sheet that a
 * late conflict voided counts no more. */
export function areSheetsSufficient(
  facts: Pick<PanelFacts, 'applicationIds' | 'sheets'>,
  panelMinimum: number,
): boolean {
  const scored = Map.groupBy(
    facts.sheets.filter((one) => one.status === 'SCORED'),
    (one) => one.applicationId,
  )
  return facts.applicationIds.every((id) => (scored.get(id)?.length ?? 0) >= panelMinimum)
}

function expertsByApplication(facts: PanelFacts): Map<ApplicationId, PersonOnApplication[]> {
  const lost = new Set(lostPairs(facts).map(pairKey))
  const declared = new Set(
    facts.declarations.filter((one) => one.status === 'DECLARED').map((one) => one.personId),
  )
  const called = facts.appointments.filter((one) => declared.has(one.personId) && !lost.has(pairKey(one)))
  return Map.groupBy(called, (one) => one.applicationId)
}

/** True when the sheet's term passed, or it was withdrawn: who had it is not asked again. */
export function gaveUp({ status }: PanelFacts['sheets'][number]): boolean {
  return status === 'EXPIRED' || status === 'WITHDRAWN'
}
