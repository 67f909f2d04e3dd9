import type { ExclusionRecord } from '../../db/evaluation/exclusion-store.ts'
import type { LateConflict } from '../../db/evaluation/late-conflict-store.ts'
import { SOFT_REASONS } from '../../domain/evaluation/soft-reasons.ts'
import type { StepContext } from '../context.ts'

type Late = Pick<LateConflict, 'callId' | 'applicationId' | 'personId' | 'reason' | 'explanation'>
type Emerged = Pick<ExclusionRecord, 'ownReason'> & {
  basis: 'LATE' | 'AFTER_RANKING'
  /** When it came out, as the whole reason says it. */
  when: string
  /** Why somebody decided so; undefined of a flag, on which nobody decides. */
  decision?: string
}

/** Keeps a person from an application for a conflict that came out late, with its whole reason (art. 5; DPR 62/2013 art. 7). */
export function excludeLate(
  { stores, now }: StepContext,
  { callId, applicationId, personId, reason, explanation }: Late,
  { basis, when, ownReason, decision }: Emerged,
): Promise<void> {
  const { label, article } = SOFT_REASONS[reason]
  const decided = decision === undefined ? '' : `. Decisione: ${decision}`
  return stores.evaluation.addExclusions([
    {
      ...{ callId, applicationId, causeApplicationId: applicationId, personId, seatId: null },
      ...{ basis, source: 'DECLARED', path: [], excludedAt: now, ownReason },
      fullReason: `conflitto emerso ${when} (DPR 62/2013, ${article}): ${label}; ${explanation}${decided}`,
    },
  ])
}
