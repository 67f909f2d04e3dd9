import { z } from 'zod'

/** Messages of the process contract: name, and which id correlates it (art. 8 for the Region's answers). */
export const messages = {
  CycleOpened: { correlation: 'cycleId', starts: 'grant-cycle' },
  RegionalReceiptReceived: { correlation: 'submissionId' },
  RegionalOutcomeReceived: { correlation: 'submissionId' },
  ProjectApproved: { correlation: 'projectId', starts: 'alliance-project' },
  AllProjectsClosed: { correlation: 'cycleId' },
  ApplicationSubmitted: { correlation: 'applicationId', starts: 'application-review' },
  AdmissibilityOpened: { correlation: 'applicationId' },
  AdmissibilityDecided: { correlation: 'callId' },
  ScoringRequested: { correlation: 'applicationId' },
  ScoringWithdrawn: { correlation: 'scoringId' },
  ScoringsCompleted: { correlation: 'scoringRoundId' },
  OutcomePublished: { correlation: 'applicationId' },
} as const satisfies Record<string, { correlation: VariableName; starts?: string }>
export type MessageName = keyof typeof messages

/** Error codes that a worker may throw into a process; each is caught where it is thrown (wiring test). */
export const bpmnErrorCodes = ['FUNDS_NOT_AVAILABLE'] as const
export type BpmnErrorCode = (typeof bpmnErrorCodes)[number]

const id = z.string().min(1)
const instant = z.iso.datetime({ offset: true })

/** Every process variable: ids and routing facts only; no name, amount or document ever enters the engine. */
export const variables = {
  cycleId: id,
  guidanceDocumentId: id,
  meetingId: id,
  actProposalId: id,
  callId: id,
  applicationId: id,
  declarationId: id,
  declarationIds: z.array(id),
  scoringRoundId: id,
  scoringId: id,
  planVersionId: id,
  submissionId: id,
  projectId: id,
  paymentId: id,
  statementId: id,
  commentsDueAt: instant,
  meetingStartsAt: instant,
  callOpensAt: instant,
  callClosesAt: instant,
  declarationsDueAt: instant,
  scoringDueAt: instant,
  regionReminderAt: instant,
  approved: z.boolean(),
  callClosed: z.boolean(),
  callDeserted: z.boolean(),
  conflictsDeclared: z.boolean(),
  panelsSufficient: z.boolean(),
  sheetsSufficient: z.boolean(),
  projectsToFund: z.boolean(),
  blockingReasons: z.number().int(),
  curableReasons: z.number().int(),
  admissibilityRoute: z.enum(['PROPOSE_ADMISSION', 'PROPOSE_CLARIFICATION', 'PROPOSE_EXCLUSION']),
  allProjectsClosed: z.boolean(),
  tranche: z.enum(['ADVANCE', 'BALANCE']),
  paymentDue: z.boolean(),
  payeePublic: z.boolean(),
  payeeEnterprise: z.boolean(),
  aboveCollectionThreshold: z.boolean(),
  aboveAntimafiaThreshold: z.boolean(),
  requiredChecks: z.array(z.enum(['DURC', 'COLLECTION_AGENT', 'ANTIMAFIA', 'WITHHOLDING'])),
} as const
type VariableName = keyof typeof variables
export type Variables = { [K in VariableName]?: z.infer<(typeof variables)[K]> }

/** The schema of a set of variables, by name: a job's input or output is declared with this and nothing else. */
export function variablesOf<K extends VariableName>(
  ...names: K[]
): z.ZodObject<{ [P in K]: (typeof variables)[P] }> {
  const shape = Object.fromEntries(names.map((name) => [name, variables[name]]))
  return z.strictObject(shape) as unknown as z.ZodObject<{ [P in K]: (typeof variables)[P] }>
}
