import type { Knex } from 'knex'
import type { Ranking } from '../../../db/evaluation/ranking-store.ts'
import { createStores } from '../../../db/stores.ts'
import { rankingRules } from '../../../domain/evaluation/ranking-input.ts'
import type { RankedApplication, RankingSeal } from '../../../domain/evaluation/ranking-input.ts'
import { sealRanking } from '../../../domain/evaluation/ranking-seal.ts'
import { hashOf } from '../../../domain/shared/canonical-json.ts'
import { asId, derivedId } from '../../../domain/shared/ids.ts'
import type { ApplicationId, CallId, MeetingId, RankingId } from '../../../domain/shared/ids.ts'
import { cents } from '../../../domain/shared/money.ts'
import { drawDefinitive } from '../../../procedures/evaluation/draw-ranking.ts'
import { readSheets } from '../../../procedures/evaluation/read-sheets.ts'
import { RANKED_CALL, idText } from './shape.ts'

/** The rankings of each call that was scored whole, provisional and definitive, sealed by the rules of the domain over the seed's
 * sheets. */
export async function sealRankings(tx: Knex): Promise<void> {
  const stores = createStores(tx)
  for (let number = 1; number <= RANKED_CALL; number += 1) {
    const callId = idText('CAA', number)
    const call = await stores.calls.get(callId)
    const provisional = sealRanking({
      callId: asId<CallId>(callId),
      configurationHash: call.configurationSha256,
      reopening: null,
      correction: null,
      vote: null,
      input: {
        stage: 'PROVISIONAL',
        rules: rankingRules(call.rules),
        drawSeed: call.configurationSha256,
        applications: await rankedApplications(tx, callId),
      },
    })
    const provisionalId = asId<RankingId>(idText('RNP', number))
    await add(tx, { id: provisionalId, meetingId: null, provisionalId: null, seal: provisional })
    const meetingId = asId<MeetingId>(idText('MEE', number))
    await tx('meetings').where({ id: meetingId }).update({ ranking_id: provisionalId, approved: true })
    const passed = new Map(provisional.entries.map((one) => [one.applicationId as string, true]))
    const counted = { present: 17, inFavour: 17, against: 0, abstained: 0 }
    const vote = { meetingId, provisionalSealHash: provisional.sealHash, ...counted }
    const seal = drawDefinitive(provisional, { vote, passed })
    await add(tx, { id: asId<RankingId>(idText('RNK', number)), meetingId, provisionalId, seal })
  }
}

async function add(
  tx: Knex,
  { seal, ...ranking }: Pick<Ranking, 'id' | 'meetingId' | 'provisionalId'> & { seal: RankingSeal },
): Promise<void> {
  await createStores(tx).evaluation.addRanking({
    ...ranking,
    callId: seal.callId,
    seal,
    sealSha256: hashOf(seal),
    drawnUpAt: new Date(),
  })
}

/** The applications of a call as a ranking takes them, as they stand before the vote. */
async function rankedApplications(tx: Knex, callId: string): Promise<RankedApplication[]> {
  const stores = createStores(tx)
  const sheets = await readSheets(stores, callId)
  return (await stores.applications.submittedOf(callId)).map((one) => ({
    applicationId: asId<ApplicationId>(one.id),
    code: one.code,
    title: one.title,
    admissible: true,
    committee: null,
    eligibleCostCents: cents(one.totalCostCents),
    requestedGrantCents: cents(one.requestedCents),
    arrivedAt: one.arrivedAt.toISOString(),
    evaluations: (sheets.get(one.id) ?? []).map(({ personId, scores }) => ({
      evaluator: derivedId('evaluator', personId),
      scores,
    })),
  }))
}
