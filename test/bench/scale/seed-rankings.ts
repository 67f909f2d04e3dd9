import type { Knex } from 'knex'
import { createStores } from '../../../db/stores.ts'
import { rankingRules } from '../../../domain/evaluation/ranking-input.ts'
import type { RankedApplication } from '../../../domain/evaluation/ranking-input.ts'
import { sealRanking } from '../../../domain/evaluation/ranking-seal.ts'
import { hashOf } from '../../../domain/shared/canonical-json.ts'
import { asId, derivedId } from '../../../domain/shared/ids.ts'
import type { ApplicationId, CallId, MeetingId, RankingId } from '../../../domain/shared/ids.ts'
import { cents } from '../../../domain/shared/money.ts'
import { readSheets } from '../../../procedures/evaluation/read-sheets.ts'
import { RANKED_CALL, idText } from './shape.ts'

/** The ranking of each call that was scored whole, sealed by the rules of the domain over the seed's sheets. */
export async function sealRankings(tx: Knex): Promise<void> {
  const stores = createStores(tx)
  for (let number = 1; number <= RANKED_CALL; number += 1) {
    const callId = idText('CAA', number)
    const call = await stores.calls.get(callId)
    const seal = sealRanking({
      callId: asId<CallId>(callId),
      configurationHash: call.configurationSha256,
      input: {
        rules: rankingRules(call.rules),
        drawSeed: call.configurationSha256,
        applications: await rankedApplications(tx, callId),
      },
    })
    await stores.evaluation.addRanking(
      {
        ...{
          id: asId<RankingId>(idText('RNK', number)),
          callId: seal.callId,
          seal,
          sealSha256: hashOf(seal),
        },
        ...{ meetingId: asId<MeetingId>(idText('MEE', number)), drawnUpAt: new Date() },
      },
      seal.entries,
    )
  }
}

/** The applications of a call as a ranking takes them, all confirmed by the committee. */
async function rankedApplications(tx: Knex, callId: string): Promise<RankedApplication[]> {
  const stores = createStores(tx)
  const sheets = await readSheets(stores, callId)
  return (await stores.applications.submittedOf(callId)).map((one) => ({
    applicationId: asId<ApplicationId>(one.id),
    code: one.code,
    title: one.title,
    admissible: true,
    committee: 'CONFIRMED',
    eligibleCostCents: cents(one.totalCostCents),
    requestedGrantCents: cents(one.requestedCents),
    arrivedAt: one.arrivedAt.toISOString(),
    evaluations: (sheets.get(one.id) ?? []).map(({ personId, scores }) => ({
      evaluator: derivedId('evaluator', personId),
      scores,
    })),
  }))
}
