import type { Ranking } from '../../db/evaluation/ranking-store.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { isNoted } from '../../domain/meeting/outcome.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { MeetingId, RankingId } from '../../domain/shared/ids.ts'
import type { KeptFile } from '../../documents/outside.ts'
import { drawDefinitive } from '../../procedures/evaluation/draw-ranking.ts'
import { recordSeal, sealBytes } from '../../documents/evaluation/record-seal.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineLongWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 6, 7, 8: the committee's decisions are put to the provisional ranking that it voted on, and what follows is sealed with
   the vote, so that anyone can recompute it; its act is proposed. Where that one stands no more, nothing is drawn up: it is
   asked with the call's row locked. */
export const drawUpRanking = defineLongWorker({
  jobType: 'draw-up-ranking',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'meetingId'),
  output: variablesOf(evaluation, 'rankingDrawnUp', 'rankingId', 'actProposalId').partial({
    rankingId: true,
    actProposalId: true,
  }),
  async prepare({ callId, meetingId }, outside) {
    const { provisional, seal } = await outside.read((context) => draw(context, meetingId))
    const file = await outside.keep(sealBytes(seal))
    return async (context) => {
      await context.stores.calls.get(callId, 'update')
      const standing = await context.stores.evaluation.provisionalRankingOf(callId)
      if (standing?.id !== provisional.id) return { rankingDrawnUp: false }
      return {
        rankingDrawnUp: true,
        ...(await recordRanking(context, { provisional, meetingId, seal, file })),
      }
    }
  },
})

/* A ranking that follows from the votes on the projects was noted, and has no vote of its own. */
const NO_VOTE = { present: null, inFavour: null, against: null, abstained: null }

async function draw({ stores }: StepContext, meetingId: string) {
  const meeting = await stores.meetings.find(meetingId)
  const provisional = await stores.evaluation.findRanking(meeting?.rankingId ?? '')
  if (provisional === null) throw new Error(`meeting ${meetingId} voted on no ranking`)
  const voted = await stores.evaluation.sealOf(provisional.id)
  const decisions = await stores.meetings.decisionsOf(meetingId)
  const decided = await stores.meetings.decidedApplications(meetingId)
  const { rules } = await stores.calls.get(provisional.callId)
  const noted = isNoted('RANKING', rules.evaluation.sitting)
  const onRanking = noted ? NO_VOTE : decisions.find((one) => one.kind === 'RANKING')
  if (onRanking === undefined) throw new Error(`meeting ${meetingId} did not decide on the ranking`)
  const { present, inFavour, against, abstained } = onRanking
  const seal = drawDefinitive(voted, {
    vote: {
      meetingId: asId<MeetingId>(meetingId),
      provisionalSealHash: voted.sealHash,
      ...{ present, inFavour, against, abstained },
    },
    passed: new Map(decided.map((one) => [one.applicationId, one.passed])),
  })
  return { provisional, seal }
}

async function recordRanking(
  context: WorkerContext,
  drawn: { provisional: Ranking; meetingId: string; seal: RankingSeal; file: KeptFile },
): Promise<{ rankingId: string; actProposalId: string }> {
  const { stores, now } = context
  const { provisional, meetingId, seal, file } = drawn
  const call = await stores.calls.get(seal.callId)
  const rankingId = occurrenceId<RankingId>(context, 'ranking')
  await recordSeal(context, { rankingId, call, seal, file })
  await stores.evaluation.addRanking({
    ...{ id: rankingId, callId: seal.callId, meetingId: asId<MeetingId>(meetingId) },
    ...{ provisionalId: provisional.id, seal, sealSha256: file.sha256, drawnUpAt: now },
  })
  const actProposalId = await stores.acts.propose({
    id: occurrenceId(context, 'act-proposal'),
    cycleId: call.cycleId,
    kind: 'RANKING_APPROVAL',
    subjectId: rankingId,
    title: `Approvazione della graduatoria: ${call.title}`,
    at: now,
  })
  return { rankingId, actProposalId }
}
