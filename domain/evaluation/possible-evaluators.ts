import type { Seat, SeatRole } from '../network/network.ts'
import type { ApplicationId, PersonId, SeatId } from '../shared/ids.ts'
import { evaluatorsFor } from './panel.ts'
import type { ExcludedPair } from './panel.ts'

/** Who can evaluate an application: for a seat its titular or its deputy, or an expert called in (`seatId` null). */
export type PossibleEvaluator = { personId: PersonId; seatId: SeatId | null; role: SeatRole | 'EXPERT' }
export type PossiblePanel = { applicationId: ApplicationId; evaluators: PossibleEvaluator[] }

/** The facts of a call's evaluation that decide who can evaluate. */
export type PanelFacts = {
  applicationIds: readonly ApplicationId[]
  seats: readonly Seat[]
  exclusions: readonly ExcludedPair[]
  declarations: readonly { personId: PersonId; status: 'REQUESTED' | 'DECLARED' | 'LAPSED' }[]
  conflicts: readonly (ExcludedPair & { decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null })[]
  appointments: readonly ExcludedPair[]
  sheets: readonly (ExcludedPair & { status: 'REQUESTED' | 'SCORED' | 'WITHDRAWN' | 'EXPIRED' })[]
}

const keyOf = (pair: ExcludedPair): string => `${pair.personId} ${pair.applicationId}`

function undeclared(facts: PanelFacts): ExcludedPair[] {
  const declared = new Set(
    facts.declarations.filter((one) => one.status === 'DECLARED').map((one) => one.personId),
  )
  const silent = facts.seats.flatMap((seat) => seat.holders).filter(({ personId }) => !declared.has(personId))
  return silent.flatMap(({ personId }) =>
    facts.applicationIds.map((applicationId) => ({ personId, applicationId })),
  )
}

/** The pairs of person and application that may not meet: excluded, not declared, declared a conflict that nobody has
 * waived, or gave up the sheet (term passed, or substituted). */
export function blockedPairs(facts: PanelFacts): ExcludedPair[] {
  const pending = facts.conflicts.filter((one) => one.decision !== 'NOT_EXCLUDED')
  return [...facts.exclusions, ...undeclared(facts), ...pending, ...facts.sheets.filter(gaveUp)]
}

/** Who can evaluate each application: of a seat the titular, else the deputy (art. 5); and the experts called in for it.
 * An expert declares when appointed, so only an exclusion or a sheet given up keeps the expert away. */
export function possibleEvaluators(facts: PanelFacts): PossiblePanel[] {
  const blocked = blockedPairs(facts)
  const keys = new Set(blocked.map(keyOf))
  const substitutions = facts.seats.flatMap((seat) => {
    const titular = seat.holders.find((one) => one.role === 'TITULAR')
    const needed = facts.applicationIds.filter(
      (applicationId) =>
        titular === undefined || keys.has(keyOf({ personId: titular.personId, applicationId })),
    )
    return needed.map((applicationId) => ({ seatId: seat.id, applicationId }))
  })
  const panels = evaluatorsFor({ ...facts, exclusions: blocked, declarations: [], substitutions })
  return panels.map(({ applicationId, evaluators }) => ({
    applicationId,
    evaluators: [...evaluators, ...expertsFor(applicationId, facts)],
  }))
}

function expertsFor(applicationId: ApplicationId, facts: PanelFacts): PossibleEvaluator[] {
  const lost = new Set([...facts.exclusions, ...facts.sheets.filter(gaveUp)].map(keyOf))
  const called = facts.appointments.filter(
    (one) => one.applicationId === applicationId && !lost.has(keyOf(one)),
  )
  return called.map(({ personId }) => ({ personId, seatId: null, role: 'EXPERT' as const }))
}

function gaveUp({ status }: PanelFacts['sheets'][number]): boolean {
  return status === 'EXPIRED' || status === 'WITHDRAWN'
}
