import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A call: frozen before its act is adopted, published, closed at its hour; deserted when nobody applied (art. 8). */
export const callLifecycle = lifecycle('call', [
  [null, 'prepare', 'DRAFT', 'PROCESS_OWNER'],
  ['DRAFT', 'freeze', 'FROZEN', 'PROCESS'],
  ['FROZEN', 'publish', 'PUBLISHED', 'PROCESS'],
  ['PUBLISHED', 'close', 'CLOSED', 'PROCESS'],
  ['PUBLISHED', 'desert', 'DESERTED', 'PROCESS'],
  ['CLOSED', 'publishOutcome', 'CLOSED', 'PROCESS'],
])
export type CallStatus = StateOf<typeof callLifecycle>

/** What of calls anyone may see. */
export const publicCallStatusSchema = callLifecycle.schema.extract(['PUBLISHED', 'CLOSED', 'DESERTED'])

/** A correction of a published call: proposed as an act, in force once that has its effects; one whose act comes when the call has closed
 * changes nothing, and one that is taken back before its act is adopted neither (L. 241/1990 art. 12). */
export const correctionLifecycle = lifecycle('correction', [
  [null, 'propose', 'PROPOSED', 'PROCESS_OWNER'],
  ['PROPOSED', 'publish', 'PUBLISHED', 'PROCESS'],
  ['PROPOSED', 'lapse', 'LAPSED', 'PROCESS'],
  ['PROPOSED', 'withdraw', 'WITHDRAWN', 'PROCESS_OWNER'],
])
export type CorrectionStatus = StateOf<typeof correctionLifecycle>

/** An application: a draft until the alliance's lead presents or discards it, withdrawn by the lead while the call is open, else
 * admitted to the evaluation or not (art. 10). */
export const applicationLifecycle = lifecycle('application', [
  [null, 'draft', 'DRAFT', 'ALLIANCE_LEAD'],
  ['DRAFT', 'save', 'DRAFT', 'ALLIANCE_LEAD'],
  ['DRAFT', 'discard', 'DISCARDED', 'ALLIANCE_LEAD'],
  ['DRAFT', 'submit', 'SUBMITTED', 'ALLIANCE_LEAD'],
  ['SUBMITTED', 'withdraw', 'WITHDRAWN', 'ALLIANCE_LEAD'],
  ['SUBMITTED', 'admit', 'ADMITTED', 'CASE_OFFICER'],
  ['SUBMITTED', 'refuse', 'NOT_ADMITTED', 'CASE_OFFICER'],
])
export type ApplicationStatus = StateOf<typeof applicationLifecycle>
