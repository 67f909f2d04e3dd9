import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { StepContext } from '../../procedures/context.ts'
import { documentBase } from '../act/document-base.ts'
import { scoreboardOf } from './scoreboard.ts'

/** The provisional ranking on paper, as it is attached to the meeting that votes on it (art. 6, 7). */
export async function provisionalRankingDocument(
  context: StepContext,
  { seal, drawnUpAt }: { seal: RankingSeal; drawnUpAt: Date },
): Promise<DocumentViewModel<'provisional-ranking'>> {
  const { stores } = context
  const call = await stores.calls.get(seal.callId)
  const reasons = await stores.evaluation.scoresOf(call.id)
  const base = await documentBase(context, {
    cycleId: call.cycleId,
    documentId: seal.sealHash,
    issuedAt: drawnUpAt,
  })
  return {
    ...base,
    callTitle: call.title,
    scores: await scoreboardOf(stores, { call, seal, reasons, knownAt: drawnUpAt }),
    sealedAt: drawnUpAt.toISOString(),
  }
}
