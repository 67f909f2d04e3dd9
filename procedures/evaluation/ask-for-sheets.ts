import type { ScoringRound } from '../../db/evaluation/round-store.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import type { StepContext } from '../context.ts'

type AskedSheet = Pick<
  Scoring,
  'id' | 'applicationId' | 'seatId' | 'personId' | 'replacesId' | 'substitutionReason'
>

/** Asks for sheets in a round, and has the review of each application open their tasks (art. 6). Returns those asked: not
 * of whoever has one for that application already. In the order of random ids: the engine shows neither who evaluates nor in
 * which order they were asked. */
export async function askForSheets(
  { stores, now }: Pick<StepContext, 'stores' | 'now'>,
  round: ScoringRound & { cycleId: string },
  sheets: readonly AskedSheet[],
): Promise<Scoring[]> {
  const { id: roundId, callId, cycleId } = round
  const asked = await stores.evaluation.requestScorings(
    sheets.map((one) => ({ ...one, roundId, callId, requestedAt: now })),
  )
  const scoringDueAt = toEngineInstant(round.dueAt)
  await stores.outbox.publishMessages({
    cycleId,
    name: 'ScoringRequested',
    to: asked.toSorted(byId).map(({ id, applicationId }) => ({
      correlationKey: applicationId,
      variables: { scoringId: id, scoringDueAt },
    })),
  })
  return asked
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}
