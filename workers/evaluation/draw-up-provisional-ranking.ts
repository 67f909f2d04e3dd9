import type { Call } from '../../db/call/call-store.ts'
import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { compareCodes } from '../../domain/shared/codes.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import type { RankingId } from '../../domain/shared/ids.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { provisionalRankingDocument } from '../../documents/evaluation/provisional-ranking-document.ts'
import type { KeptFile } from '../../documents/outside.ts'
import { drawProvisional } from '../../procedures/evaluation/draw-ranking.ts'
import { recordSeal, sealBytes } from '../../documents/evaluation/record-seal.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineLongWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 5, 6, 7: once the sheets are in, the provisional ranking is drawn up and sealed before the committee votes; from then
   on no sheet changes. It goes to a meeting with its means, reasons and ties: an item for each application (by code only:
   everybody reads the agenda), then one for the ranking. A meeting that did not approve it is followed by another on the same
   one, of what was put off alone where something was. Below the call's minimum of sheets nothing is drawn up. */
export const drawUpProvisionalRanking = defineLongWorker({
  jobType: 'draw-up-provisional-ranking',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: variablesOf(evaluation, 'sheetsSufficient', 'rankingId', 'meetingId').partial({
    rankingId: true,
    meetingId: true,
  }),
  async prepare({ callId }, outside) {
    const drawn = await outside.read((context) => read(context, callId))
    const made = drawn && {
      ...drawn,
      file: await outside.keep(sealBytes(drawn.seal)),
      paper: await outside.keep(await outside.render('provisional-ranking', drawn.view)),
    }
    return async (context) => {
      const call = await context.stores.calls.get(callId, 'update')
      requireSame(await drawnNow(context, call), made, callId)
      return made === null ? { sheetsSufficient: false } : record(context, call, made)
    }
  },
})

function requireSame(now: Drawn | null, made: Drawn | null, callId: string): void {
  if (now?.seal.sealHash === made?.seal.sealHash && now?.rankingId === made?.rankingId) return
  throw new TransientError(`the sheets of call ${callId} changed while its provisional ranking was sealed`)
}

async function record(
  context: WorkerContext,
  call: Call,
  { paper, ...made }: Drawn & { file: KeptFile; paper: KeptFile },
) {
  const rankingId = made.rankingId ?? occurrenceId<RankingId>(context, 'ranking')
  if (made.rankingId === null) await addRanking(context, { ...made, call, rankingId })
  const meetingId = await scheduleMeeting(context, call, rankingId)
  await attachPaper(context, { call, meetingId, paper })
  return { sheetsSufficient: true, rankingId, meetingId }
}

interface Drawn {
  seal: RankingSeal
  /** Of the provisional ranking that stands; null where one is to be drawn up. */
  rankingId: RankingId | null
  drawnUpAt: Date
}

/* The provisional ranking that stands, or the one that the sheets now give. */
async function drawnNow(context: StepContext, call: Call): Promise<Drawn | null> {
  const { stores, now } = context
  const standing = await stores.evaluation.provisionalRankingOf(call.id)
  if (standing !== null)
    return {
      rankingId: standing.id,
      drawnUpAt: standing.drawnUpAt,
      seal: await stores.evaluation.sealOf(standing.id),
    }
  const seal = await drawProvisional(context, call)
  return seal && { seal, rankingId: null, drawnUpAt: now }
}

async function read(context: StepContext, callId: string) {
  const drawn = await drawnNow(context, await context.stores.calls.get(callId))
  return drawn && { ...drawn, view: await provisionalRankingDocument(context, drawn) }
}

async function addRanking(
  context: WorkerContext,
  ranking: { rankingId: RankingId; call: Call; seal: RankingSeal; file: KeptFile; drawnUpAt: Date },
): Promise<void> {
  const { rankingId, seal, file, drawnUpAt } = ranking
  await recordSeal(context, ranking)
  await context.stores.evaluation.addRanking({
    ...{ id: rankingId, callId: seal.callId, meetingId: null, provisionalId: null },
    ...{ seal, sealSha256: file.sha256, drawnUpAt },
  })
}

async function scheduleMeeting(context: WorkerContext, call: Call, rankingId: RankingId): Promise<string> {
  const { stores } = context
  const submitted = await stores.applications.submittedOf(call.id)
  const putOff = await applicationsPutOff(context, call, rankingId)
  const items = submitted
    .filter((one) => one.status === 'ADMITTED' && (putOff?.has(one.id) ?? true))
    .toSorted((a, b) => compareCodes(a.code, b.code))
    .map((application) => ({
      title: `Esame del progetto ${application.code}${putOff === null ? '' : ' (rinviato)'}`,
      kind: 'APPLICATION' as const,
      applicationId: application.id,
    }))
  const meetingId = occurrenceId(context, 'meeting')
  await stores.meetings.schedule({
    id: meetingId,
    cycleId: call.cycleId,
    stage: 'EVALUATION',
    subjectId: call.id,
    rankingId,
    items: [...items, { title: 'Approvazione della graduatoria', kind: 'RANKING' }],
  })
  return meetingId
}

/* What the last meeting on the ranking put off; null where it put nothing off, or there was none. The ranking comes back with it,
   for it rests on every project: alone where no project was put off (art. 7). */
async function applicationsPutOff(
  { stores }: WorkerContext,
  call: Call,
  rankingId: RankingId,
): Promise<ReadonlySet<string> | null> {
  const last = await stores.meetings.latestHeld('EVALUATION', call.id)
  if (last?.rankingId !== rankingId) return null
  const deferred = (await stores.meetings.agenda(last.id)).filter((item) => item.deferral !== null)
  return deferred.length === 0 ? null : new Set(deferred.flatMap(({ applicationId }) => applicationId ?? []))
}

async function attachPaper(
  { stores, now }: WorkerContext,
  { call, meetingId, paper }: { call: Call; meetingId: string; paper: KeptFile },
): Promise<void> {
  await stores.documents.record({
    ...paper,
    cycleId: call.cycleId,
    evaluatedCallId: call.id,
    kind: 'provisional-ranking',
    subjectId: meetingId,
    title: `Graduatoria provvisoria per la seduta: ${call.title}`,
    fileName: `graduatoria-provvisoria-${call.rules.code}.pdf`,
    mediaType: 'application/pdf',
    signature: 'NONE',
    createdAt: now,
  })
}
