import type { CallRules } from '../call/configuration.ts'
import { hashOf } from '../shared/canonical-json.ts'
import type { LeadRequestStatus } from './lifecycle.ts'

/** To complete or explain an application (L. 241/1990 art. 6); to answer the reasons against it before it is refused (art. 10-bis); to
 * say whether the alliance takes a grant that the budget line cuts. */
export const leadRequestKinds = ['INTEGRATION', 'REFUSAL_NOTICE', 'CUT_GRANT'] as const
export type LeadRequestKind = (typeof leadRequestKinds)[number]

/** What an officer can do with an application that is not decided. */
export type AdmissibilityStep = 'ADMITTED' | 'NOT_ADMITTED' | 'ASK_INTEGRATION' | 'GIVE_NOTICE'

interface Asked {
  kind: LeadRequestKind
  status: LeadRequestStatus
}

/** Calendar days that a lead has to answer, from the day of receipt; null where the call asks no such thing. */
export function answerDays(kind: LeadRequestKind, { admissibility, evaluation }: CallRules): number | null {
  const days: Record<LeadRequestKind, number | null> = {
    INTEGRATION: admissibility.integrationDays,
    REFUSAL_NOTICE: admissibility.refusalNoticeDays,
    CUT_GRANT: evaluation.cutGrantDays,
  }
  return days[kind]
}

const wasMade = (requests: readonly Asked[], kind: LeadRequestKind): boolean =>
  requests.some((one) => one.kind === kind && one.status !== 'UNDELIVERED')

/** What the officer can do next: an integration is asked once, and where the call gives a notice before refusal nobody is refused
 * without it. After the notice only the decision is left (L. 241/1990 art. 2 c. 7, 6, 10-bis). */
export function possibleSteps(requests: readonly Asked[], rules: CallRules): AdmissibilityStep[] {
  const isNoticed = wasMade(requests, 'REFUSAL_NOTICE')
  const needsNotice = rules.admissibility.refusalNoticeDays !== null && !isNoticed
  return [
    'ADMITTED',
    needsNotice ? 'GIVE_NOTICE' : 'NOT_ADMITTED',
    ...(isNoticed || wasMade(requests, 'INTEGRATION') ? [] : (['ASK_INTEGRATION'] as const)),
  ]
}

/** The instant from which the wait for an answer is over: its term's last second belongs to the lead. */
export const waitEnds = (dueAt: Date): Date => new Date(dueAt.getTime() + 1000)

/** True for an answer that came after its term: the decision says whether it was considered. */
export const isLate = (answeredAt: Date, dueAt: Date): boolean => answeredAt >= waitEnds(dueAt)

/** SHA-256 of an answer: its text, its files, and when it came. */
export function answerHash(answer: {
  text: string
  files: readonly { kind: string; sha256: string }[]
  answeredAt: Date
}): string {
  const files = answer.files.map(({ kind, sha256 }) => ({ kind, sha256 }))
  return hashOf({ text: answer.text, files, answeredAt: answer.answeredAt.toISOString() })
}

/* What an officer tells with a step. */
interface ToldStep {
  outcome: AdmissibilityStep
  items: readonly string[]
  lateAnswer?: string | null | undefined
  observationsReply?: string | null | undefined
}

/** Which of what is told with a step cannot be, or is missing: a step out of its turn; an integration that names nothing; a decision
 * silent on a late answer; a refusal that answers no observations (L. 241/1990 art. 6, 10-bis). */
export function stepFaults(
  { outcome, items, lateAnswer, observationsReply }: ToldStep,
  found: { possible: readonly AdmissibilityStep[]; hasLateAnswer: boolean; hasObservations: boolean },
): ('outcome' | 'items' | 'lateAnswer' | 'observationsReply')[] {
  const decides = outcome === 'ADMITTED' || outcome === 'NOT_ADMITTED'
  const faults = [
    ['outcome', !found.possible.includes(outcome)],
    ['items', outcome === 'ASK_INTEGRATION' && items.length === 0],
    ['lateAnswer', decides && found.hasLateAnswer && !lateAnswer],
    ['observationsReply', outcome === 'NOT_ADMITTED' && found.hasObservations && !observationsReply],
  ] as const
  return faults.flatMap(([path, isFault]) => (isFault ? [path] : []))
}
