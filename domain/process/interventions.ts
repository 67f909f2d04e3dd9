/** What two people may do to an instance together (art. 8): give a term back to its process, end it, take it to another version. */
export const INTERVENTION_KINDS = ['SET_VARIABLE', 'CANCEL', 'MIGRATE'] as const
export type InterventionKind = (typeof INTERVENTION_KINDS)[number]

/** An instant that a timer alone reads and that our rows hold: given back as it stands there, it moves nothing. Terms that end
 * somebody's answer (declarations, sheets, integrations, acceptance) are not among them. */
export const TERMS = [
  { processId: 'guidance', eventId: 'Event_CommentsDue', variable: 'commentsDueAt' },
  { processId: 'call', eventId: 'Event_SubmissionOpened', variable: 'callOpensAt' },
  { processId: 'call', eventId: 'Event_ClosingReached', variable: 'callClosesAt' },
  { processId: 'evaluation', eventId: 'BoundaryEvent_SheetsToRemind', variable: 'sheetReminderAt' },
  { processId: 'meeting', eventId: 'BoundaryEvent_MeetingStarted', variable: 'meetingStartsAt' },
  { processId: 'regional-approval', eventId: 'BoundaryEvent_AnswerOverdue', variable: 'regionReminderAt' },
] as const
export type TermVariable = (typeof TERMS)[number]['variable']

/** The processes of which an instance may be ended: of what somebody has taken back already, so that nothing is left to decide. */
export const CANCELLABLE = ['application-review', 'call-correction'] as const
export type CancellableProcess = (typeof CANCELLABLE)[number]

/** Whether an instance of a process may be ended at all. */
export const isCancellable = (processId: string): processId is CancellableProcess =>
  (CANCELLABLE as readonly string[]).includes(processId)

/** Why an intervention is refused: each has its Italian sentence in `words/interventions.ts`. */
export const INTERVENTION_RULES = [
  ...(['OVER', 'NOT_KNOWN', 'UNTOLD', 'VARIABLE_READ', 'TERM_MISSING', 'TERM_THERE'] as const),
  ...(['DECIDES', 'NOT_TAKEN_BACK', 'TASK_OPEN'] as const),
  ...(['SAME_VERSION', 'NO_VERSION', 'CHANGED_AHEAD'] as const),
] as const
export type InterventionRule = (typeof INTERVENTION_RULES)[number]

/** What an intervention does. */
export type Change =
  { kind: 'SET_VARIABLE'; variable: TermVariable } | { kind: 'CANCEL' } | { kind: 'MIGRATE'; version: number }

/** The same as a table holds it: each kind has one of the two, or neither. */
export const changeOf = ({
  kind,
  variable,
  version,
}: {
  kind: InterventionKind
  variable: TermVariable | null
  version: number | null
}): Change =>
  ({ kind, ...(variable !== null && { variable }), ...(version !== null && { version }) }) as Change

/** What an intervention was proposed on, and must still stand when it is confirmed. */
export interface SeenInstance {
  version: number
  /** Where tokens stand, in the order of their elements. */
  places: { elementId: string; active: number }[]
  /** What the variable held; null where it held nothing, and of another kind. */
  value: unknown
}
