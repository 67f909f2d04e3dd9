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
import type { KeptFile } from '../../documents/outside.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineLongWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/* Art. 6, 7, 8: the ranking is computed and sealed with all that decided it, so that anyone can recompute it; its act is
   proposed. It is drawn again with the call's row locked, so that no sheet is voided meanwhile, and below the call's minimum of sheets nothing
   is. The seed of draws is the hash of the configuration: fixed before any score was known. Evaluators are named by a hash
   with a key that nobody is shown (art. 5). */
export const drawUpRanking = defineLongWorker({
  jobType: 'draw-up-ranking',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'meetingId'),
  output: variablesOf(evaluation, 'sheetsSufficient', 'actProposalId').partial({ actProposalId: true }),
  async prepare({ cycleId, callId, meetingId }, outside) {
    const drawn = await outside.read((context) => draw(context, callId, meetingId))
    const file = drawn && (await outside.keep(bytesOf(drawn)))
    return async (context) => {
      const call = await context.stores.calls.get(callId, 'update')
      const seal = await draw(context, callId, meetingId)
      if (seal?.sealHash !== drawn?.sealHash)
        throw new TransientError(`the sheets of call ${callId} changed while its ranking was sealed`)
      if (seal === null || file === null) return { sheetsSufficient: false }
      const actProposalId = await recordRanking(context, { cycleId, call, meetingId, seal, file })
      return { sheetsSufficient: true, actProposalId }
    }
  },
})

const bytesOf = (seal: RankingSeal): Buffer => Buffer.from(canonicalJson(seal))

/* The ranking as the sheets now give it; null below the call's minimum of them. */
async function draw(context: StepContext, callId: string, meetingId: string): Promise<RankingSeal | null> {
  const { stores, now } = context
  const call = await stores.calls.get(callId)
  const facts = await stores.evaluation.panelFacts(callId, localDateOf(now))
  if (!areSheetsSufficient(facts, call.rules.evaluation.panelMinimum)) return null
  return sealRanking({
    callId: asId<CallId>(callId),
    configurationHash: call.configurationSha256,
    input: {
      rules: rankingRules(call.rules),
      drawSeed: call.configurationSha256,
      applications: await rankedApplications(context, callId, meetingId),
    },
  })
}

interface Drawn {
  cycleId: string
  call: Call
  meetingId: string
  seal: RankingSeal
  file: KeptFile
}

async function recordRanking(context: WorkerContext, drawn: Drawn): Promise<string> {
  const { stores, now } = context
  const { cycleId, call, meetingId, seal, file } = drawn
  const rankingId = occurrenceId<RankingId>(context, 'ranking')
  await recordSeal(context, rankingId, drawn)
  const ranking = { id: rankingId, callId: seal.callId, meetingId: asId<MeetingId>(meetingId) }
  await stores.evaluation.addRanking(
    { ...ranking, seal, sealSha256: file.sha256, drawnUpAt: now },
    seal.entries,
  )
  return stores.acts.propose({
    id: occurrenceId(context, 'act-proposal'),
    cycleId,
    kind: 'RANKING_APPROVAL',
    subjectId: rankingId,
    title: `Approvazione della graduatoria: ${call.title}`,
    at: now,
  })
}

async function rankedApplications(
  { stores }: StepContext,
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
  { stores, now }: WorkerContext,
  rankingId: RankingId,
  { call, file }: Drawn,
): Promise<void> {
  await stores.documents.record({
    ...file,
    cycleId: call.cycleId,
    evaluatedCallId: call.id,
    kind: 'ranking-seal',
    subjectId: rankingId,
    title: `Graduatoria sigillata: ${call.title}`,
    fileName: `graduatoria-${call.rules.code}.json`,
    mediaType: 'application/json',
    signature: 'NONE',
    createdAt: now,
  })
}
