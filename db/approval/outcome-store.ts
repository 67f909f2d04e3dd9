import type { Knex } from 'knex'
import { outcomeLifecycle } from '../../domain/approval/lifecycle.ts'
import type { OutcomeKind, OutcomeStatus } from '../../domain/approval/lifecycle.ts'
import { newId } from '../../domain/shared/ids.ts'
import { stateAfter } from '../../domain/shared/lifecycle.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { movesOf } from '../platform/moves.ts'

/** What the Region decided on a submission, as one of its letters tells it (art. 8). */
export interface ToldOutcome {
  outcome: OutcomeKind
  /** The Region's protocol number. */
  protocol: string
  decidedOn: LocalDate
}
export interface RegionalOutcome extends ToldOutcome {
  id: string
  status: OutcomeStatus
  recordedAt: Date
}

const columns = {
  id: 'id',
  outcome: 'outcome',
  protocol: 'protocol_number',
  decidedOn: 'decided_on',
  status: 'status',
  recordedAt: 'recorded_at',
}

/** The outcomes of a submission, each with an id of its own. Whoever writes holds the submission's row (`submissions.lock`). */
export function createOutcomeStore(tx: Knex) {
  const outcomes = movesOf(tx, 'regional_outcomes')
  const of = (submissionId: string) =>
    tx('regional_outcomes').where({ submission_id: submissionId }).select(columns)
  const first = async (query: Knex.QueryBuilder): Promise<RegionalOutcome | null> =>
    ((await query.first()) as RegionalOutcome | undefined) ?? null

  return {
    inForce: (submissionId: string) => first(of(submissionId).where({ status: 'IN_FORCE' })),

    /** The same outcome as it was told before; null when it is another. */
    told: (submissionId: string, { outcome, protocol, decidedOn }: ToldOutcome) =>
      first(of(submissionId).where({ outcome, protocol_number: protocol, decided_on: decidedOn })),

    /** All of some submissions, as they came. */
    ofSubmissions: async (ids: readonly string[]): Promise<(RegionalOutcome & { submissionId: string })[]> =>
      tx('regional_outcomes')
        .whereRaw('submission_id = any(?)', [[...ids]])
        .orderBy(['recorded_at', 'id'])
        .select({ ...columns, submissionId: 'submission_id' }),

    /** Records an outcome: taken, in the place of the one in force; or only noted. Returns how it stands. */
    async record(
      submissionId: string,
      told: ToldOutcome & { recordedAt: Date },
      as: 'take' | 'note',
    ): Promise<OutcomeStatus> {
      if (as === 'take') await outcomes.moveAll('supersede', { submission_id: submissionId })
      await tx('regional_outcomes').insert({
        id: newId<string>(),
        submission_id: submissionId,
        outcome: told.outcome,
        protocol_number: told.protocol,
        decided_on: told.decidedOn,
        ...outcomes.begin(as),
        recorded_at: told.recordedAt,
      })
      return stateAfter(outcomeLifecycle, as)
    },
  }
}
