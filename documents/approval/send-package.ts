import { derivedId } from '../../domain/shared/ids.ts'
import type { Submission } from '../../db/approval/submission-store.ts'
import { buildPackage } from '../../reports/package.ts'
import type { PackageFile } from '../../reports/package.ts'
import type { StepContext } from '../../procedures/context.ts'
import { writeLetter } from './write-letter.ts'
import type { PackageContents } from './write-letter.ts'

/* Where the Region sends the outcome of a plan. */
const outcomeUrl = (publicUrl: string): string => `${publicUrl}/api/region/outcomes`

/**
 * Seals files, signed act and letter in one package, registers it and leaves it in the outbox for the Region: once, because
 * only a submission that is still PREPARED is sent (art. 8).
 */
export async function sendPackage(
  context: StepContext & { publicUrl: string },
  submission: Submission,
  contents: PackageContents,
): Promise<void> {
  const { stores, files, now } = context
  const head = await stores.networkSettings.documentHead(submission.cycleId)
  const auditHead = await stores.audit.head(submission.cycleId)
  const inside = [...contents.files, await signedAct(context, contents.act)]
  const letter = await writeLetter(context, submission, { ...contents, files: inside, auditHead })
  const bytes = await buildPackage(
    {
      kind: submission.kind,
      submissionId: submission.id,
      cycleCode: head.cycle.code,
      sentAt: now.toISOString(),
      auditHead,
      callbackUrl: outcomeUrl(context.publicUrl),
    },
    [letter, ...inside],
  )
  const stored = await files.put(bytes)
  await keepPackage(context, submission, { ...contents, stored, auditHead })
  await stores.protocol.register({
    id: derivedId('registration', submission.id),
    direction: 'OUT',
    subject: contents.subject,
    correspondent: head.region.name,
    fileSha256: stored.sha256,
    at: now,
  })
  const isSent = await stores.submissions.markSent(submission.id, { packageSha256: stored.sha256, at: now })
  if (!isSent) throw new Error(`submission ${submission.id} was sent before`)
  await stores.outbox.region({
    cycleId: submission.cycleId,
    submissionId: submission.id,
    idempotencyKey: submission.idempotencyKey,
    sha256: stored.sha256,
  })
}

async function signedAct(
  { stores, files }: StepContext,
  { kind, subjectId }: PackageContents['act'],
): Promise<PackageFile> {
  const act = await stores.acts.inForce(kind, subjectId)
  const signed = act && (await stores.documents.latest('signed-act', act.proposalId))
  if (!signed) throw new Error(`no signed act ${kind} for ${subjectId}`)
  const extension = signed.fileName.split('.').at(-1)?.toLowerCase() ?? 'pdf'
  return {
    name: `atto-firmato.${extension}`,
    description: 'Atto firmato, come adottato',
    content: await files.read(signed.sha256),
  }
}

async function keepPackage(
  { stores, now }: StepContext,
  submission: Submission,
  contents: PackageContents & { stored: { sha256: string; sizeBytes: number }; auditHead: string },
): Promise<void> {
  await stores.documents.record({
    ...contents.stored,
    cycleId: submission.cycleId,
    kind: 'regional-package',
    subjectId: submission.id,
    title: contents.subject,
    fileName: `${contents.packageId}.zip`,
    mediaType: 'application/zip',
    signature: 'NONE',
    auditHead: contents.auditHead,
    createdAt: now,
  })
}
