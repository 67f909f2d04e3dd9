import { derivedId } from '../../domain/shared/ids.ts'
import { z } from 'zod'
import { actAdoption } from '../../domain/process/act-adoption.ts'
import type { ActProposal } from '../../db/act/act-store.ts'
import type { WorkItem, WorkItemFile } from '../../db/cycle/work-item-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { actOf } from '../../domain/network/network-document.ts'
import type { NetworkSettings } from '../../domain/network/network-document.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext, UseCaseContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import type { Stores } from '../../db/stores.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import { ofAct } from '../../procedures/act/of-act.ts'

const SIGNED_ACT = 'SIGNED_ACT'

const input = z.strictObject({
  number: plainText({ max: 50 }),
  adoptedOn: localDateSchema,
  organ: plainText({ max: 200 }),
  proposalSha256: plainText({ max: 64 }),
})

/** Records that the body adopted the act: number, date, organ and signed file, without which there is none, and which document it is
 * that was adopted (art. 8). Throws DOCUMENT_CHANGED where the proposal has another by now: it is to be adopted anew. */
export const recordAct = defineTask({
  element: 'Task_RecordAct',
  process: actAdoption,
  title: "Registra l'adozione dell'atto",
  form: 'record-act',
  role: 'PROCESS_OWNER',
  subject: 'actProposalId',
  decides: ofAct,
  input,
  files: [
    {
      kind: SIGNED_ACT,
      label: 'Atto firmato (PDF, P7M o XML)',
      required: true,
      accepts: ['pdf', 'p7m', 'xml'],
    },
  ],
  load: async ({ stores }: StepContext, item: WorkItem) => {
    const proposal = await stores.acts.get(item.subjectId)
    const network = await stores.networkSettings.settings()
    return {
      organ: actOf(network, proposal.kind).organ,
      organOptions: network.organs.map(({ name }) => ({ value: name, label: name })),
      title: proposal.title,
      proposedOn: formatDate(localDateOf(proposal.proposedAt)),
      documentId: proposal.documentId,
      proposalSha256: await stores.acts.documentSha256(proposal.id),
    }
  },
  async complete(context, item, act) {
    const proposal = await context.stores.acts.get(item.subjectId)
    checkDay(act.adoptedOn, {
      path: 'adoptedOn',
      earliest: { day: localDateOf(proposal.proposedAt), what: 'della proposta' },
      today: localDateOf(context.now),
    })
    await refuseUnready(context, proposal, act.adoptedOn)
    const network = await context.stores.networkSettings.settings()
    checkOrgan(network, act.organ)
    const file = await signedFile(context, item)
    const adopted = await context.stores.acts.recordAdoption({
      ...act,
      proposalId: proposal.id,
      type: actOf(network, proposal.kind).type,
      signedFileSha256: file.sha256,
      signature: file.signature,
      protocolNumber: await registerAct(context, { item, proposal, organ: act.organ, file }),
    })
    if (adopted === 'OTHER_DOCUMENT') throw new BusinessError('DOCUMENT_CHANGED')
    if (adopted === 'NUMBER_TAKEN')
      throw new BusinessError('ACT_NUMBER_TAKEN', { number: act.number, organ: act.organ })
    await keepSignedFile(context, proposal, file)
    return {}
  },
})

async function refuseUnready(
  { stores }: StepContext,
  { kind, subjectId }: ActProposal,
  adoptedOn: LocalDate,
): Promise<void> {
  if (kind === 'RANKING_APPROVAL') await refuseUnreadyRanking(stores, subjectId, adoptedOn)
  if (kind === 'PLAN_APPROVAL') await refuseUnderCorrection(stores, subjectId)
}

/* A ranking is adopted once every late conflict is decided: afterwards it would change no rank (art. 5). One that annuls another is so in the
   term that the office has reckoned (L. 241/1990 art. 21-nonies). */
async function refuseUnreadyRanking(stores: Stores, rankingId: string, adoptedOn: LocalDate): Promise<void> {
  const ranking = await stores.evaluation.findRanking(rankingId)
  if (ranking === null) throw new Error(`no ranking ${rankingId}`)
  await stores.calls.get(ranking.callId, 'update')
  if (await stores.evaluation.hasUndecidedConflict(ranking.callId))
    throw new BusinessError('CONFLICT_UNDECIDED')
  const until = (await stores.rankingCorrections.ofSuccessor(rankingId))?.annullableUntil ?? null
  if (until !== null && adoptedOn > until)
    refuseInput(
      'adoptedOn',
      'TOO_LATE',
      `Si poteva annullare fino al {${until}:day} (L. 241/1990 art. 21-nonies).`,
    )
}

/* No plan is adopted on a ranking that is being corrected, or that was (art. 8). */
async function refuseUnderCorrection(stores: Stores, planVersionId: string): Promise<void> {
  const { callId, rankingId } = await stores.plans.get(planVersionId)
  await stores.calls.get(callId, 'update')
  const standing = await stores.evaluation.adoptedRanking(callId)
  if (standing?.id !== rankingId || (await stores.rankingCorrections.pendingOf(callId)) !== null)
    throw new BusinessError('RANKING_UNDER_CORRECTION')
}

function checkOrgan({ organs }: NetworkSettings, organ: string): void {
  if (organs.some(({ name }) => name === organ)) return
  const names = organs.map(({ name }) => name).join(', ')
  throw new BusinessError('INVALID_INPUT', {
    problems: [
      {
        path: 'organ',
        code: 'UNKNOWN',
        message: `Non è un organo che adotta atti della Rete: sono ${names}.`,
      },
    ],
  })
}

async function signedFile(context: StepContext, item: WorkItem): Promise<WorkItemFile> {
  const file = (await context.stores.workItems.files(item.id)).find(({ kind }) => kind === SIGNED_ACT)
  if (file === undefined) throw new BusinessError('FILE_MISSING', { files: 'Atto firmato' })
  return file
}

const registerAct = (
  context: StepContext,
  {
    item,
    proposal,
    organ,
    file,
  }: { item: WorkItem; proposal: ActProposal; organ: string; file: WorkItemFile },
): Promise<string> =>
  context.stores.protocol.register({
    id: derivedId('registration', item.id),
    direction: 'IN',
    subject: proposal.title,
    correspondent: organ,
    fileSha256: file.sha256,
    at: context.now,
  })

async function keepSignedFile(
  context: UseCaseContext,
  proposal: ActProposal,
  file: WorkItemFile,
): Promise<void> {
  await context.stores.documents.record({
    ...(proposal.evaluatedCallId === null ? {} : { evaluatedCallId: proposal.evaluatedCallId }),
    cycleId: proposal.cycleId,
    kind: 'signed-act',
    subjectId: proposal.id,
    title: `Atto firmato: ${proposal.title}`,
    fileName: file.fileName,
    mediaType: file.mediaType,
    sha256: file.sha256,
    sizeBytes: (await context.files.read(file.sha256)).length,
    signature: file.signature === 'UNVERIFIED' ? 'UNVERIFIED' : 'NONE',
    createdAt: context.now,
  })
}
