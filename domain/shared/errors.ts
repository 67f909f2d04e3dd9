/** Codes of what people can be refused: each has its Italian sentence in `words/refusals.ts`. */
export type BusinessErrorCode =
  | 'FUNDS_NOT_AVAILABLE'
  | 'NOT_SIGNED_IN'
  | 'TOO_MANY_REQUESTS'
  | 'TOO_MANY_DRAFTS'
  | 'DRAFT_CHANGED'
  | 'OWN_DRAFT_CHANGED'
  | 'DRAFT_TOO_LARGE'
  | 'VERSION_MISSING'
  | 'SIGN_IN_LOST'
  | 'SIGN_IN_DENIED'
  | 'SIGN_IN_UNAVAILABLE'
  | 'PERSON_UNKNOWN'
  | 'INVITATION_NOT_VALID'
  | 'INVITATION_OF_ANOTHER'
  | 'NO_FUNCTION_TODAY'
  | 'NOT_ALLOWED'
  | 'FUNCTION_CHANGED'
  | 'SUBSTITUTION_LIMITED'
  | 'NOT_FOUND'
  | 'WORK_ITEM_NOT_OPEN'
  | 'WORK_ITEM_TAKEN'
  | 'WORK_ITEM_PERSONAL'
  | 'MOVE_NOT_POSSIBLE'
  | 'INVALID_INPUT'
  | 'QUERY_INVALID'
  | 'REQUEST_KEY_REUSED'
  | 'CALENDAR_ADDRESS_SHOWN'
  | 'FILE_MISSING'
  | 'FILE_TYPE_MISMATCH'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'FILE_MALFORMED'
  | 'CYCLE_CODE_TAKEN'
  | 'COMMENTS_CLOSED'
  | 'TOO_MANY_COMMENTS'
  | 'NOTICE_TOO_SHORT'
  | 'MEETING_NOT_HELD_YET'
  | 'MEETING_BEGUN'
  | 'NETWORK_CONVENED'
  | 'COMMITTEE_CONVENED'
  | 'GROUP_ON_AGENDA'
  | 'GROUP_NOT_CONSTITUTED'
  | 'CONVOCATION_OVER'
  | 'MEETING_NOT_CONVENED'
  | 'MEETING_NOT_RECORDED'
  | 'NOT_WHO_CHAIRED'
  | 'NOT_WHO_RECORDED'
  | 'ITEM_WITHOUT_VOTERS'
  | 'ROOM_BELOW_MINIMUM'
  | 'CALL_NOT_OPEN'
  | 'CALL_CONFIGURATION_INVALID'
  | 'ONE_PER_LEAD'
  | 'CHECK_RECORDED'
  | 'CORRECTION_ADOPTED'
  | 'CORRECTION_CHANGED'
  | 'CORRECTION_PENDING'
  | 'CORRECTION_TOO_LATE'
  | 'QUESTIONS_CLOSED'
  | 'TOO_MANY_QUESTIONS'
  | 'QUESTION_ANSWERED'
  | 'QUESTION_OPEN'
  | 'ANSWER_CHANGED'
  | 'ANSWER_SAME'
  | 'APPLICATION_AFTER_CLOSING'
  | 'APPLICATION_INVALID'
  | 'APPLICATION_ALREADY_SUBMITTED'
  | 'APPLICATION_CHANGED'
  | 'DRAFT_DISCARDED'
  | 'RECEIPT_NOT_YET'
  | 'SIGNED_FORM_REFUSED'
  | 'WITHDRAWAL_AFTER_CLOSING'
  | 'CONFIRMATION_AFTER_CLOSING'
  | 'PARTNERSHIP_CHANGED'
  | 'CONFLICT_EXCLUDED'
  | 'EXCLUSIONS_WOULD_CHANGE'
  | 'CONFLICT_NOT_DECLARED'
  | 'CONFLICT_UNDECIDED'
  | 'OWN_DECLARATION'
  | 'SUBSTITUTION_NOT_POSSIBLE'
  | 'EXPERT_NOT_POSSIBLE'
  | 'SHEETS_READ'
  | 'SHEETS_NOT_OPEN'
  | 'SCORE_INVALID'
  | 'RANKING_CORRECTION_ADOPTED'
  | 'RANKING_CORRECTION_PENDING'
  | 'RANKING_NOT_SETTLED'
  | 'RANKING_PLAN_ADOPTED'
  | 'RANKING_UNDER_CORRECTION'
  | 'ACT_NUMBER_TAKEN'
  | 'DOCUMENT_CHANGED'
  | 'OUTCOME_NOT_EXPECTED'
  | 'OUTCOME_NOT_HANDLED'
  | 'CUP_MISSING'
  | 'CUP_TAKEN'
  | 'CASH_REFERENCE_TAKEN'
  | 'AGREEMENT_MISSING'
  | 'COMMITMENT_MISSING'
  | 'ALLOCATION_EXHAUSTED'
  | 'SAME_APPROVER'
  | 'PAYMENT_CHANGED'
  | 'OFFICE_APPROVED_OTHER'
  | 'CHECK_FAILED'
  | 'AMOUNT_ABOVE_LIMIT'
  | 'DOCUMENT_ALREADY_PRESENTED'
  | 'QUOTAS_ABOVE_DOCUMENT'
  | 'DELIVERY_NOT_PARKED'
  | 'DEPARTURES_NOT_HELD'
  | 'DELIVERY_NEEDED'
  | 'INTERVENTION_NOT_SAFE'
  | 'INTERVENTION_MOVED'
  | 'INTERVENTION_OPEN'
  | 'INTERVENTION_OWN'
  | 'RECEIPT_UNREADABLE'
  | 'RECEIPT_OF_ANOTHER'
  | 'RECEIPT_TIME'
  | 'RECEIPT_KNOWN'
  | 'OUTCOME_NOT_UNDELIVERED'
  | 'LEAD_WITHOUT_ADDRESS'

/** A modelled "cannot do this now": told to the person, or thrown into the process when its code is a BPMN code. */
export class BusinessError extends Error {
  readonly code: BusinessErrorCode
  readonly facts: Record<string, unknown>

  constructor(code: BusinessErrorCode, facts: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'BusinessError'
    this.code = code
    this.facts = facts
  }
}

/** What can be asked for and not be there: each has its Italian word in `words/refusals.ts`. */
export type Thing =
  | 'ACCOUNT'
  | 'ACT'
  | 'APPLICATION'
  | 'ATTACHMENT'
  | 'BODY'
  | 'CALL'
  | 'COMMUNICATION'
  | 'CORRECTION'
  | 'CYCLE'
  | 'DECLARATION'
  | 'DELIVERY'
  | 'DOCUMENT'
  | 'EXAMPLE'
  | 'FUNCTION'
  | 'GUIDANCE_DOCUMENT'
  | 'INSTANCE'
  | 'INTERVENTION'
  | 'INVITATION'
  | 'MEETING'
  | 'WORKING_GROUP'
  | 'PAGE'
  | 'PAYMENT_ORDER'
  | 'PEC_RECEIPT'
  | 'PERSON'
  | 'PLAN'
  | 'PROJECT'
  | 'QUESTION'
  | 'RANKING'
  | 'RANKING_CORRECTION'
  | 'SCORING'
  | 'SEAT'
  | 'STOPPED_STEP'
  | 'SUBMISSION'
  | 'WORK_ITEM'

/** The refusal of what is not there, or not for whoever asks. */
export function notFound(what: Thing, id: string): BusinessError {
  return new BusinessError('NOT_FOUND', { what, id })
}

/** What was asked for by its id. Throws NOT_FOUND when it is not there. */
export function found<T>(what: Thing, id: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw notFound(what, id)
  return value
}

/** The code that Node, a driver or an SDK gave to an error, as text (`ENOENT`, `40001`, `14`); empty where it has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** The same call may succeed later; made only by db, engine and gateways, from their tables of codes. */
export class TransientError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TransientError'
  }
}
