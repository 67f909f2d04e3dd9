import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A declaration of conflicts; who let the term pass is asked again when called in as an expert (art. 5; DPR 62/2013). */
export const declarationLifecycle = lifecycle('declaration', [
  [null, 'request', 'REQUESTED', 'PROCESS'],
  ['REQUESTED', 'declare', 'DECLARED', 'COMMITTEE_MEMBER'],
  ['REQUESTED', 'lapse', 'LAPSED', 'PROCESS'],
  ['LAPSED', 'requestAgain', 'REQUESTED', 'PROCESS_OWNER'],
])
export type DeclarationStatus = StateOf<typeof declarationLifecycle>

/** A round of scoring: complete when its last sheet is in, closed when its term passes first (art. 6). */
export const roundLifecycle = lifecycle('scoring round', [
  [null, 'plan', 'PLANNED', 'PROCESS'],
  ['PLANNED', 'open', 'OPEN', 'PROCESS'],
  ['OPEN', 'complete', 'COMPLETED', 'PROCESS'],
  ['OPEN', 'close', 'CLOSED', 'PROCESS'],
])
export type RoundStatus = StateOf<typeof roundLifecycle>

/** A ranking of a call, drawn up and sealed: the provisional one that the committee votes on, then the one that follows from
 * the vote, adopted once its act has its effects; until the act is adopted a late conflict supersedes them (art. 5 to 8). An adopted one
 * is annulled by the act on the one that corrects it (L. 241/1990 art. 21-nonies). */
export const rankingLifecycle = lifecycle('ranking', [
  [null, 'drawUpProvisional', 'PROVISIONAL', 'PROCESS'],
  [null, 'drawUp', 'DRAWN_UP', 'PROCESS'],
  ['PROVISIONAL', 'supersede', 'SUPERSEDED', 'PROCESS_OWNER'],
  ['DRAWN_UP', 'supersede', 'SUPERSEDED', 'PROCESS_OWNER'],
  ['DRAWN_UP', 'adopt', 'ADOPTED', 'PROCESS'],
  ['ADOPTED', 'annul', 'ANNULLED', 'PROCESS'],
])

/** A correction of an adopted ranking: it waits for its act, which puts it in force, or is taken back before (L. 241/1990 art. 21-nonies). */
export const rankingCorrectionLifecycle = lifecycle('ranking correction', [
  [null, 'propose', 'PROPOSED', 'PROCESS_OWNER'],
  ['PROPOSED', 'withdraw', 'WITHDRAWN', 'PROCESS_OWNER'],
  ['PROPOSED', 'apply', 'IN_FORCE', 'PROCESS'],
])
export type RankingCorrectionStatus = StateOf<typeof rankingCorrectionLifecycle>

/** An evaluator's sheet for one application: a conflict that comes out late voids one that was handed in (art. 5, 6). */
export const scoringLifecycle = lifecycle('scoring', [
  [null, 'request', 'REQUESTED', 'PROCESS'],
  ['REQUESTED', 'score', 'SCORED', 'COMMITTEE_MEMBER'],
  ['REQUESTED', 'withdraw', 'WITHDRAWN', 'PROCESS_OWNER'],
  ['REQUESTED', 'expire', 'EXPIRED', 'PROCESS'],
  ['SCORED', 'void', 'WITHDRAWN', 'PROCESS_OWNER'],
])
export type ScoringStatus = StateOf<typeof scoringLifecycle>

/** What is asked of a lead, by the officer before deciding or of a cut grant once the outcome is published: sent, received when its mail is delivered, answered in its term or after it; once
 * the officer goes on it is closed (L. 241/1990 art. 6, 10-bis). */
export const leadRequestLifecycle = lifecycle('lead request', [
  [null, 'ask', 'ASKED', 'CASE_OFFICER'],
  [null, 'askOfGrant', 'ASKED', 'PROCESS'],
  ['ASKED', 'send', 'SENT', 'PROCESS'],
  ['SENT', 'receive', 'RECEIVED', 'PROCESS'],
  ['SENT', 'giveUp', 'UNDELIVERED', 'PROCESS_OWNER'],
  ['RECEIVED', 'returnUndelivered', 'UNDELIVERED', 'CASE_OFFICER'],
  ['EXPIRED', 'returnUndelivered', 'UNDELIVERED', 'CASE_OFFICER'],
  ['RECEIVED', 'answer', 'ANSWERED', 'ALLIANCE_LEAD'],
  ['RECEIVED', 'expire', 'EXPIRED', 'PROCESS'],
  ['EXPIRED', 'answerLate', 'ANSWERED_LATE', 'ALLIANCE_LEAD'],
  ['EXPIRED', 'close', 'CLOSED', 'CASE_OFFICER'],
])
export type LeadRequestStatus = StateOf<typeof leadRequestLifecycle>
