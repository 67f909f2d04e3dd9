import type { Call } from '../../db/call/call-store.ts'
import type { SubmittedApplication } from '../../db/call/application-store.ts'
import { areSheetsSufficient } from '../../domain/evaluation/possible-evaluators.ts'
import type {
  RankedApplication,
  RankingSeal,
  RankingVote,
  Reopening,
} from '../../domain/evaluation/ranking-input.ts'
import { rankingRules } from '../../domain/evaluation/ranking-input.ts'
import { sealRanking } from '../../domain/evaluation/ranking-seal.ts'
import { asId, derivedId } from '../../domain/shared/ids.ts'
import type { ApplicationId, CallId } from '../../domain/shared/ids.ts'
import { cents } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { StepContext } from '../context.ts'
import { readSheets } from './read-sheets.ts'

/** The provisional ranking of a call as its sheets now give it, sealed; null below the call's minimum of sheets (art. 5, 6). */
export async function drawProvisional(context: StepContext, call: Call): Promise<RankingSeal | null> {
  const { stores, now } = context
  const { id: callId } = call
  const facts = await stores.evaluation.panelFacts(callId, localDateOf(now))
  if (!areSheetsSufficient(facts, call.rules.evaluation.panelMinimum)) return null
  return sealRanking({
    callId: asId<CallId>(callId),
    configurationHash: call.configurationSha256,
    reopening: await reopeningOf(context, callId),
    correction: null,
    vote: null,
    input: {
      stage: 'PROVISIONAL',
      rules: rankingRules(call.rules),
      drawSeed: call.configurationSha256,
      applications: await rankedApplications(context, callId),
    },
  })
}

/** The definitive ranking: the inputs of the provisional one with what the committee decided on each application, and the
 * vote (art. 7). */
export function drawDefinitive(
  provisional: RankingSeal,
  voted: { vote: RankingVote; passed: ReadonlyMap<string, boolean> },
): RankingSeal {
  const { callId, configurationHash, reopening, input } = provisional
  const committeeOn = (applicationId: string): RankedApplication['committee'] => {
    const passed = voted.passed.get(applicationId)
    return passed === undefined ? null : passed ? 'CONFIRMED' : 'REJECTED'
  }
  return sealRanking({
    callId,
    configurationHash,
    reopening,
    correction: null,
    vote: voted.vote,
    input: {
      ...input,
      stage: 'DEFINITIVE',
      applications: input.applications.map((one) => ({ ...one, committee: committeeOn(one.applicationId) })),
    },
  })
}

/* The ranking that was taken back last, and by whom: people under a hash with the same key. */
async function reopeningOf({ stores }: StepContext, callId: string): Promise<Reopening | null> {
  const before = await stores.evaluation.supersededRankingOf(callId)
  if (before === null) return null
  const key = await stores.evaluation.evaluatorKeyOf(callId)
  const conflicts = await stores.evaluation.conflictsReopening(before.provisionalId ?? before.id)
  return {
    sealHash: (await stores.evaluation.sealOf(before.id)).sealHash,
    conflicts: conflicts.map(({ applicationId, toldBy, decidedBy }) => ({
      applicationId,
      toldBy: derivedId('person', key, toldBy),
      decidedBy: derivedId('person', key, decidedBy ?? ''),
    })),
  }
}

/* Evaluators are named by a hash with a key that nobody is shown (art. 5). */
async function rankedApplications({ stores }: StepContext, callId: string): Promise<RankedApplication[]> {
  const sheets = await readSheets(stores, callId)
  const key = await stores.evaluation.evaluatorKeyOf(callId)
  return (await stores.applications.submittedOf(callId)).map((application) =>
    toRanked(
      application,
      (sheets.get(application.id) ?? []).map(({ personId, scores }) => ({
        evaluator: derivedId('evaluator', key, personId),
        scores,
      })),
    ),
  )
}

function toRanked(
  application: SubmittedApplication,
  evaluations: RankedApplication['evaluations'],
): RankedApplication {
  return {
    evaluations,
    committee: null,
    applicationId: asId<ApplicationId>(application.id),
    code: application.code,
    title: application.title,
    admissible: application.status === 'ADMITTED',
    eligibleCostCents: cents(application.totalCostCents),
    requestedGrantCents: cents(application.requestedCents),
    arrivedAt: application.arrivedAt.toISOString(),
  }
}
