import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import { areSheetsSufficient } from '../../domain/evaluation/possible-evaluators.ts'
import type { RankedApplication, RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { rankingRules } from '../../domain/evaluation/ranking-input.ts'
import { sealRanking } from '../../domain/evaluation/ranking-seal.ts'
import { canonicalJson } from '../../domain/shared/canonical-json.ts'
import { asId, derivedId } from '../../domain/shared/ids.ts'
import type { ApplicationId, CallId, MeetingId, RankingId } from '../../domain/shared/ids.ts'
import { cents } from '../../domain/shared/money.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { readSheets } from '../../procedures/evaluation/read-sheets.ts'
import { defineWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/* Art. 6, 7, 8: the ranking is computed and sealed with all that decided it, so that anyone can recompute it; its act is
   proposed. The call's row is locked: no sheet is voided while it is sealed, and below the call's minimum of sheets nothing
   is. The seed of draws is the hash of the configuration: fixed before any score was known. Evaluators are named by a hash
   with a key that nobody is shown (art. 5). */
export const drawUpRanking = defineWorker({
  jobType: 'draw-up-ranking',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'meetingId'),
  output: variablesOf(evaluation, 'sheetsSufficient', 'actProposalId').partial({ actProposalId: true }),
  async handle({ cycleId, callId, meetingId }, context) {
    const { stores, now } = context
    const call = await stores.calls.get(callId, 'update')
    const facts = await stores.evaluation.panelFacts(callId, localDateOf(now))
    if (!areSheetsSufficient(facts, call.rules.evaluation.panelMinimum)) return { sheetsSufficient: false }
    const seal = sealRanking({
      callId: asId<CallId>(callId),
      configurationHash: call.configurationSha256,
      input: {
        rules: rankingRules(call.rules),
        drawSeed: call.configurationSha256,
        applications: await rankedApplications(context, callId, meetingId),
      },
    })
    const rankingId = occurrenceId<RankingId>(context, 'ranking')
    const sealSha256 = await recordSeal(context, { call, rankingId, seal })
    const ranking = { id: rankingId, callId: seal.callId, meetingId: asId<MeetingId>(meetingId) }
    await stores.evaluation.addRanking({ ...ranking, seal, sealSha256, drawnUpAt: now }, seal.entries)
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      cycleId,
      kind: 'RANKING_APPROVAL',
      subjectId: rankingId,
      title: `Approvazione della graduatoria: ${call.title}`,
      at: now,
    })
    return { sheetsSufficient: true, actProposalId }
  },
})

async function rankedApplications(
  { stores }: WorkerContext,
  callId: string,
  meetingId: string,
): Promise<RankedApplication[]> {
  const sheets = await readSheets(stores, callId)
  const key = await stores.evaluation.evaluatorKeyOf(callId)
  const decisions = await stores.meetings.decisionsOf(meetingId)
  const submitted = await stores.applications.submittedOf(callId)
  const decisionOf = new Map(decisions.map((one) => [one.applicationId, one]))
  return submitted.map((application) => {
    const decision = decisionOf.get(application.id)
    const given = sheets.get(application.id) ?? []
    return toRanked(application, {
      committee: decision === undefined ? null : decision.passed ? 'CONFIRMED' : 'REJECTED',
      evaluations: given.map(({ personId, scores }) => ({
        evaluator: derivedId('evaluator', key, personId),
        scores,
      })),
    })
  })
}

function toRanked(
  application: SubmittedApplication,
  decided: Pick<RankedApplication, 'committee' | 'evaluations'>,
): RankedApplication {
  return {
    ...decided,
    applicationId: asId<ApplicationId>(application.id),
    code: application.code,
    title: application.title,
    admissible: application.status === 'ADMITTED',
    eligibleCostCents: cents(application.totalCostCents),
    requestedGrantCents: cents(application.requestedCents),
    arrivedAt: application.arrivedAt.toISOString(),
  }
}

async function recordSeal(
  { stores, files, now }: WorkerContext,
  { call, rankingId, seal }: { call: Call; rankingId: RankingId; seal: RankingSeal },
): Promise<string> {
  const { sha256, sizeBytes } = await files.put(Buffer.from(canonicalJson(seal)))
  await stores.documents.record({
    cycleId: call.cycleId,
    evaluatedCallId: call.id,
    kind: 'ranking-seal',
    subjectId: rankingId,
    title: `Graduatoria sigillata: ${call.title}`,
    fileName: `graduatoria-${call.rules.code}.json`,
    mediaType: 'application/json',
    sha256,
    sizeBytes,
    signature: 'NONE',
    createdAt: now,
  })
  return sha256
}
