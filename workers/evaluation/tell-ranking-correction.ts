import { correctionBegunLetter } from '../../documents/evaluation/ranking-correction-letters.ts'
import { waitEnds } from '../../domain/evaluation/lead-request.ts'
import { rankingCorrection } from '../../domain/process/ranking-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { endOfDay, toEngineInstant } from '../../domain/shared/terms.ts'
import { leadsOfRanking } from '../../procedures/evaluation/leads-of-ranking.ts'
import { toldCorrection } from '../../documents/evaluation/told-correction.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 7, 8, 10: whoever is in the ranking is told that its correction has begun, and until when it is heard. */
export const tellRankingCorrection = defineWorker({
  jobType: 'tell-ranking-correction',
  input: variablesOf(rankingCorrection, 'cycleId', 'rankingCorrectionId'),
  output: variablesOf(rankingCorrection, 'hearingEndsAt'),
  async handle({ cycleId, rankingCorrectionId: id }, context) {
    const { stores, now } = context
    await stores.outbox.markReceived({ name: 'RankingCorrectionProposed', correlationKey: id }, now)
    const correction = await stores.rankingCorrections.get(id)
    const hearingEndsAt = toEngineInstant(waitEnds(endOfDay(correction.heardUntil)))
    if (correction.status !== 'PROPOSED') return { hearingEndsAt }
    const { lead, responsible } = await stores.networkSettings.documentHead(cycleId)
    const letter = correctionBegunLetter({
      correction,
      change: await toldCorrection(stores, correction),
      callTitle: (await stores.calls.get(correction.callId)).title,
      office: { ...lead, responsible: responsible.name },
    })
    const addresses = await leadsOfRanking(context, correction.callId)
    await stores.outbox.mails(
      cycleId,
      addresses.map((to) => ({ to: [to], ...letter, attachments: [] })),
    )
    return { hearingEndsAt }
  },
})
