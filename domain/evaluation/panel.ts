import type { Seat, SeatRole } from '../network/network.ts'
import type { ApplicationId, PersonId, SeatId } from '../shared/ids.ts'

/** A person whom a conflict, computed or declared and upheld, keeps from an application. */
export type ExcludedPair = { personId: PersonId; applicationId: ApplicationId }

/** What became of a person's declaration on an application; a pending one keeps from evaluating. */
export type DeclarationOutcome = ExcludedPair & { decision: 'EXCLUDED' | 'NOT_EXCLUDED' | 'PENDING' }

/** A recorded substitution: the deputy of a seat evaluates an application in place of the titular (art. 5). */
export type SeatSubstitution = { seatId: SeatId; applicationId: ApplicationId }

export type Evaluator = { seatId: SeatId; personId: PersonId; role: SeatRole }

/** Who evaluates one application. */
export type Panel = { applicationId: ApplicationId; evaluators: Evaluator[] }

export type PanelInput = {
  applicationIds: readonly ApplicationId[]
  seats: readonly Seat[]
  exclusions: readonly ExcludedPair[]
  declarations: readonly DeclarationOutcome[]
  substitutions: readonly SeatSubstitution[]
}

function pairText(id: string, applicationId: ApplicationId): string {
  return `${id} ${applicationId}`
}

function keptAway(input: PanelInput): ReadonlySet<string> {
  const undecided = input.declarations.filter((one) => one.decision !== 'NOT_EXCLUDED')
  return new Set([...input.exclusions, ...undecided].map((one) => pairText(one.personId, one.applicationId)))
}

/** Who evaluates each application: one person per seat, the titular unless a substitution is recorded (art. 5), and
 * nobody whom a conflict or a declaration still undecided keeps away. Sorted by application and seat. */
export function evaluatorsFor(input: PanelInput): Panel[] {
  const away = keptAway(input)
  const substituted = new Set(input.substitutions.map((one) => pairText(one.seatId, one.applicationId)))
  const seats = input.seats.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return input.applicationIds.toSorted().map((applicationId) => ({
    applicationId,
    evaluators: seats.flatMap((seat) => {
      const role: SeatRole = substituted.has(pairText(seat.id, applicationId)) ? 'DEPUTY' : 'TITULAR'
      const holder = seat.holders.find((one) => one.role === role)
      if (holder === undefined || away.has(pairText(holder.personId, applicationId))) return []
      return [{ seatId: seat.id, personId: holder.personId, role }]
    }),
  }))
}

/** The panels with fewer evaluators than the call's minimum: the process stops for them and asks for a remedy. */
export function belowMinimum(panels: readonly Panel[], minimum: number): Panel[] {
  return panels.filter((panel) => panel.evaluators.length < minimum)
}
