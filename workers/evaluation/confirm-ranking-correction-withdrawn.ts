import { z } from 'zod'
import { rankingCorrection } from '../../domain/process/ranking-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the process has left a correction that was taken back. A task that opened while it was on its way is nobody's to do. */
export const confirmRankingCorrectionWithdrawn = defineWorker({
  jobType: 'confirm-ranking-correction-withdrawn',
  input: variablesOf(rankingCorrection, 'cycleId', 'rankingCorrectionId'),
  output: z.strictObject({}),
  async handle({ rankingCorrectionId: id }, { stores, now }) {
    const withdrawn = { action: 'withdraw' as const, at: now }
    await stores.workItems.endAllFor('Task_WeighObservations', [id], withdrawn)
    const { successorId } = await stores.rankingCorrections.get(id)
    const proposals =
      successorId === null ? [] : await stores.acts.withdrawnOn('RANKING_APPROVAL', successorId)
    await stores.workItems.endAllFor('Task_RecordAct', proposals, withdrawn)
    await stores.outbox.markReceived({ name: 'RankingCorrectionWithdrawn', correlationKey: id }, now)
    return {}
  },
})
