import type { Call } from '../../db/call/call-store.ts'
import type { RankingCorrection } from '../../db/evaluation/ranking-correction-store.ts'
import { correctionWithdrawnLetter } from '../../documents/evaluation/ranking-correction-letters.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { leadsOfRanking } from '../../procedures/evaluation/leads-of-ranking.ts'

interface Command {
  callId: string
  rankingCorrectionId: string
  reason: string
}

/** Takes back a correction of a ranking before its act is adopted: the ranking stays as it is, and all who were told of the start are told of
 * the end (L. 241/1990 art. 2, 7). Again changes nothing. Throws NOT_ALLOWED, NOT_FOUND, RANKING_CORRECTION_ADOPTED. */
export const withdrawRankingCorrection: UseCase<Command, null> = async (
  context,
  { callId, rankingCorrectionId, reason },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  await publishedCall(context, callId)
  const call = await stores.calls.get(callId, 'update')
  const correction = await stores.rankingCorrections.find(rankingCorrectionId)
  if (correction?.callId !== callId) throw notFound('RANKING_CORRECTION', rankingCorrectionId)
  if (correction.status === 'WITHDRAWN') return null
  await withdrawAct(context, correction)
  await stores.rankingCorrections.withdraw(correction.id, { at: now, by: actor.personId, reason })
  if (correction.successorId !== null) await stores.evaluation.supersedeRanking(correction.successorId)
  await stores.workItems.endAllFor('Task_WeighObservations', [correction.id], { action: 'withdraw', at: now })
  await tell(context, call, { correction, reason })
  await record({
    ...{ cycleId: call.cycleId, action: 'withdraw-ranking-correction', subjectId: correction.rankingId },
    facts: { rankingCorrectionId, reason },
  })
  return null
}

/* Where the process has not come to propose it yet, it does so in the same hold of the call, and takes it back. */
async function withdrawAct({ stores, now }: UseCaseContext, correction: RankingCorrection): Promise<void> {
  if (correction.status !== 'PROPOSED') throw new BusinessError('RANKING_CORRECTION_ADOPTED')
  if (correction.successorId === null) return
  const proposal = await stores.acts.openOn('RANKING_APPROVAL', correction.successorId)
  if (proposal === null) throw new BusinessError('RANKING_CORRECTION_ADOPTED')
  await stores.acts.withdraw(proposal.id)
  await stores.workItems.endAllFor('Task_RecordAct', [proposal.id], { action: 'withdraw', at: now })
}

async function tell(
  context: UseCaseContext,
  { id: callId, cycleId, title }: Call,
  { correction, reason }: { correction: RankingCorrection; reason: string },
): Promise<void> {
  const { stores } = context
  const letter = correctionWithdrawnLetter(title, reason)
  const mails = (await leadsOfRanking(context, callId)).map((to) => ({
    to: [to],
    ...letter,
    attachments: [],
  }))
  await stores.outbox.mails(cycleId, mails)
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'RankingCorrectionWithdrawn', correlationKey: correction.id },
    variables: {},
  })
}
