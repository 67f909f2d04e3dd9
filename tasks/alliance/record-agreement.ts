import { derivedId } from '../../domain/shared/ids.ts'
import { z } from 'zod'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import type { Project } from '../../db/alliance/project-store.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { wordOf } from '../../words/codes.ts'
import { formatDate, formatEuro } from '../../words/formats.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import type { StepContext, UseCaseContext } from '../../procedures/context.ts'
import { signatoryChoice, signatoryOf } from '../../procedures/network/signatory.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { ofLead } from '../../procedures/alliance/lead-of-project.ts'
import { defineTask } from '../task.ts'
import { agreementDueAt, approvalDay } from '../../procedures/alliance/agreement-term.ts'

const SIGNED_AGREEMENT = 'SIGNED_AGREEMENT'

const input = z.strictObject({
  signedOn: localDateSchema,
  startsOn: localDateSchema,
  signatory: z.string().max(40).optional(),
  signers: z.array(z.string()).max(200),
})

/** Records the agreement that sets the alliance up: after the Region's approval, signed by lead, through a signatory of it on
 * that day, and partners, not after the project's start (art. 9). Adherents may sign it or join later. */
export const recordAgreement = defineTask({
  element: 'Task_RecordAgreement',
  process: allianceProject,
  title: "Registra l'accordo di alleanza",
  form: 'record-agreement',
  role: 'ALLIANCE_LEAD',
  subject: 'projectId',
  decides: { nothing: 'the lead records what its alliance signed' },
  receives: 'ProjectApproved',
  assign: ofLead,
  dueAt: (context, { projectId }) => agreementDueAt(context, projectId),
  input,
  files: [
    {
      kind: SIGNED_AGREEMENT,
      label: 'Accordo di alleanza firmato (PDF o P7M)',
      required: true,
      accepts: ['pdf', 'p7m'],
    },
  ],

  async load(context, item) {
    const project = await context.stores.projects.get(item.subjectId)
    const alliance = await context.stores.applications.partnersOf(project.applicationId)
    const since = await approvalDay(context, project)
    const signing = { bodyId: project.leadBodyId, on: localDateOf(context.now), since }
    return {
      code: project.code,
      title: project.title,
      grant: formatEuro(project.grantCents),
      approvedOn: formatDate(since),
      dueOn: formatDate(localDateOf(await agreementDueAt(context, project.id))),
      endsOn: formatDate(project.endsOn),
      signerOptions: alliance.map((one) => ({
        value: one.bodyId,
        label: `${one.name} (${wordOf('partner', one.role)})`,
      })),
      signers: [],
      ...(await signatoryChoice(context, signing)),
    }
  },

  async complete(context, item, { signedOn, startsOn, signers, signatory }) {
    const { stores, now } = context
    const project = await stores.projects.get(item.subjectId)
    const earliest = {
      day: await approvalDay(context, project),
      what: 'dell’approvazione regionale del Piano',
    }
    checkDay(signedOn, { path: 'signedOn', earliest, today: localDateOf(now) })
    checkStart(project, { signedOn, startsOn })
    await checkSigners(context, project, signers)
    const lead = { bodyId: project.leadBodyId, on: signedOn, named: signatory }
    const signedBy = await signatoryOf(context, lead)
    const sha256 = await keepAgreement(context, item, project)
    const protocol = await stores.protocol.register({
      id: derivedId('registration', item.id),
      direction: 'IN',
      subject: `Accordo di alleanza del progetto ${project.code}`,
      correspondent: await leadName(context, project),
      fileSha256: sha256,
      at: now,
    })
    await stores.projects.recordAgreement(project.id, { signedOn, signedBy, startsOn, sha256, protocol })
    return {}
  },
})

async function leadName({ stores }: StepContext, project: Project): Promise<string> {
  const body = await stores.network.findBody(project.leadBodyId)
  if (body === null) throw new Error(`project ${project.id} has no lead`)
  return body.name
}

function checkStart(project: Project, days: { signedOn: LocalDate; startsOn: LocalDate }): void {
  if (days.startsOn < days.signedOn)
    refuseInput(
      'startsOn',
      'BEFORE_AGREEMENT',
      'L’accordo si firma entro l’avvio del progetto (art. 9): l’avvio non può precederlo.',
    )
  if (days.startsOn > project.endsOn)
    refuseInput('startsOn', 'AFTER_END', `L’avvio non può essere dopo la fine, {${project.endsOn}:day}.`)
}

async function checkSigners(
  { stores }: StepContext,
  project: Project,
  signers: readonly string[],
): Promise<void> {
  const alliance = await stores.applications.partnersOf(project.applicationId)
  const missing = alliance.filter((one) => one.role !== 'ADHERENT' && !signers.includes(one.bodyId))
  if (missing.length > 0) {
    const names = missing.map((one) => one.name).join(', ')
    refuseInput('signers', 'SIGNER_MISSING', `L’accordo è di tutti i componenti (art. 9): manca ${names}.`)
  }
  if (signers.some((id) => !alliance.some((one) => one.bodyId === id)))
    refuseInput('signers', 'SIGNER_UNKNOWN', 'Fra i firmatari c’è un ente che non è dell’alleanza.')
}

async function keepAgreement(context: UseCaseContext, item: WorkItem, project: Project): Promise<string> {
  const { stores, files, now } = context
  const file = (await stores.workItems.files(item.id)).find(({ kind }) => kind === SIGNED_AGREEMENT)
  if (file === undefined) throw new BusinessError('FILE_MISSING', { files: 'Accordo di alleanza firmato' })
  await stores.documents.record({
    cycleId: project.cycleId,
    applicationId: project.applicationId,
    kind: 'signed-agreement',
    subjectId: project.id,
    title: `Accordo di alleanza del progetto ${project.code}`,
    fileName: file.fileName,
    mediaType: file.mediaType,
    sha256: file.sha256,
    sizeBytes: (await files.read(file.sha256)).length,
    signature: file.signature === 'UNVERIFIED' ? 'UNVERIFIED' : 'NONE',
    createdAt: now,
  })
  return file.sha256
}
