import { correctedRanking } from '../../domain/evaluation/ranking-correction.ts'
import { rankingCorrection } from '../../domain/process/ranking-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import type { RankingId } from '../../domain/shared/ids.ts'
import { recordSeal, sealBytes } from '../../documents/evaluation/record-seal.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineLongWorker, occurrenceId } from '../worker.ts'

const CORRECTION = { ANNULMENT: 'Annullamento d’ufficio', RECTIFICATION: 'Rettifica' }

/* Art. 6, 8; L. 241/1990 art. 21-nonies: the ranking computed again from what was sealed, with the corrected datum; it is sealed beside the
   one that it corrects, and its act is of the organ that adopted that. Where the correction was taken back on the way, so is what was drawn up:
   the call's row is held, as who takes it back does. */
export const drawUpCorrectedRanking = defineLongWorker({
  jobType: 'draw-up-corrected-ranking',
  input: variablesOf(rankingCorrection, 'cycleId', 'rankingCorrectionId'),
  output: variablesOf(rankingCorrection, 'actProposalId'),
  async prepare({ cycleId, rankingCorrectionId }, outside) {
    const drawn = await outside.read((context) => draw(context, rankingCorrectionId))
    const file = await outside.keep(sealBytes(drawn.seal))
    return async (context) => {
      const { stores, now } = context
      const { seal, corrected } = drawn
      const call = await stores.calls.get(seal.callId, 'update')
      const { kind, status } = await stores.rankingCorrections.get(rankingCorrectionId)
      const rankingId = occurrenceId<RankingId>(context, 'ranking')
      await recordSeal(context, { rankingId, call, seal, file })
      await stores.evaluation.addRanking({
        ...{ id: rankingId, callId: seal.callId, meetingId: corrected.meetingId },
        ...{ provisionalId: corrected.provisionalId, seal, sealSha256: file.sha256, drawnUpAt: now },
      })
      await stores.rankingCorrections.drawnUp(rankingCorrectionId, rankingId)
      const actProposalId = await stores.acts.propose({
        ...{ id: occurrenceId(context, 'act-proposal'), cycleId, at: now },
        ...{ kind: 'RANKING_APPROVAL', subjectId: rankingId },
        title: `${CORRECTION[kind]} della graduatoria: ${call.title}`,
      })
      if (status === 'WITHDRAWN') await takeBack(context, rankingId)
      return { actProposalId }
    }
  },
})

async function draw({ stores }: StepContext, id: string) {
  const correction = await stores.rankingCorrections.get(id)
  const corrected = await stores.evaluation.findRanking(correction.rankingId)
  if (corrected === null) throw new Error(`no ranking ${correction.rankingId}`)
  return { corrected, seal: correctedRanking(await stores.evaluation.sealOf(corrected.id), correction) }
}

async function takeBack({ stores }: StepContext, rankingId: RankingId): Promise<void> {
  const proposal = await stores.acts.openOn('RANKING_APPROVAL', rankingId)
  if (proposal !== null) await stores.acts.withdraw(proposal.id)
  await stores.evaluation.supersedeRanking(rankingId)
}
