import type { PersonId } from '../shared/ids.ts'
import type { Role } from '../shared/roles.ts'
import type { PanelFacts, PersonOnApplication } from './possible-evaluators.ts'
import { gaveUp, lostPairs, possibleEvaluators } from './possible-evaluators.ts'

/** In which functions a person declares and evaluates: for a seat, or called in as an expert; nobody for an alliance. */
export const EVALUATOR_ROLES: readonly Role[] = ['COMMITTEE_MEMBER', 'CASE_OFFICER', 'NETWORK_MEMBER']

/** True when whoever acts in the role may do the tasks of an evaluator that are named to the person. */
export function mayEvaluate(role: Role | null): boolean {
  return role !== null && EVALUATOR_ROLES.includes(role)
}

/** Why a person cannot be called in as an expert for an application. */
export type ExpertRefusal =
  | 'ONESELF'
  | 'DECIDED_ADMISSIBILITY'
  | 'HAS_READ_SHEETS'
  | 'EXCLUDED'
  | 'TIE_NOT_DECIDED'
  | 'GAVE_UP'
  | 'CALLED_BEFORE'
  | 'SEAT_EVALUATES'
  | 'SEAT_CALLED'

/** The facts by which an expert is called in: also who appoints, and who decided on the admissibility of the call's applications. */
export interface ExpertFacts extends PanelFacts {
  appointer: PersonId
  officers: readonly PersonId[]
}

const isSame = (a: PersonOnApplication, b: PersonOnApplication): boolean =>
  a.personId === b.personId && a.applicationId === b.applicationId

/** Whether a person can be called in for an application; null when so. Nobody tied to it without a decision on the tie
 * (`ties`), and no second person of a body: a seat evaluates an application once (art. 5). Nobody appoints oneself; who decided
 * on admissibility is none, nor who has read the sheets of others (art. 5, 6). */
export function refusalOfExpert(
  asked: PersonOnApplication,
  facts: ExpertFacts,
  ties: readonly PersonOnApplication[],
): ExpertRefusal | null {
  const isAsked = (one: PersonOnApplication): boolean => isSame(one, asked)
  const unfit = refusalOfPerson(asked.personId, facts)
  if (unfit !== null) return unfit
  if (facts.appointments.some(isAsked)) return 'CALLED_BEFORE'
  if (facts.sheets.some((one) => isAsked(one) && gaveUp(one))) return 'GAVE_UP'
  if (lostPairs(facts).some(isAsked)) return 'EXCLUDED'
  if (ties.some(isAsked) && !facts.waived.some(isAsked)) return 'TIE_NOT_DECIDED'
  return refusalOfSeat(asked, facts)
}

function refusalOfPerson(
  personId: PersonId,
  { appointer, officers, readers }: ExpertFacts,
): ExpertRefusal | null {
  if (personId === appointer) return 'ONESELF'
  if (officers.includes(personId)) return 'DECIDED_ADMISSIBILITY'
  return readers.includes(personId) ? 'HAS_READ_SHEETS' : null
}

function refusalOfSeat(
  { personId, applicationId }: PersonOnApplication,
  facts: PanelFacts,
): ExpertRefusal | null {
  const seat = facts.seats.find((one) => one.holders.some((holder) => holder.personId === personId))
  if (seat === undefined) return null
  const panel = possibleEvaluators(facts).find((one) => one.applicationId === applicationId)
  if ((panel?.evaluators ?? []).some((one) => one.seatId === seat.id)) return 'SEAT_EVALUATES'
  const called = facts.appointments.filter((one) => one.applicationId === applicationId)
  const isCalled = (other: string): boolean => called.some((one) => one.personId === other)
  return seat.holders.some((holder) => isCalled(holder.personId)) ? 'SEAT_CALLED' : null
}
