import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A version of the guidance document: shared with the network, answered, voted by the committee, adopted (art. 6, 8). */
export const guidanceLifecycle = lifecycle('guidance document', [
  [null, 'draft', 'DRAFT', 'PROCESS_OWNER'],
  ['DRAFT', 'share', 'SHARED', 'PROCESS'],
  ['SHARED', 'answer', 'ANSWERED', 'PROCESS_OWNER'],
  ['ANSWERED', 'approve', 'VOTED', 'COMMITTEE_MEMBER'],
  ['ANSWERED', 'reject', 'REJECTED', 'COMMITTEE_MEMBER'],
  ['VOTED', 'adopt', 'ADOPTED', 'PROCESS'],
])
export type GuidanceStatus = StateOf<typeof guidanceLifecycle>
