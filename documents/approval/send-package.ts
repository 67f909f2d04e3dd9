import { derivedId } from '../../domain/shared/ids.ts'
import type { Submission } from '../../db/approval/submission-store.ts'
import { buildPackage, fileOf } from '../../reports/package.ts'
import type { PackageFile } from '../../reports/package.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { KeptFile, Outside } from '../outside.ts'
import { letterDocument } from './letter-document.ts'
import type { PackageContents } from './letter-document.ts'

const LETTER = 'lettera-di-trasmissione.pdf'

/* Where the Region sends the outcome of a plan. */
const outcomeUrl = (publicUrl: string): string => `${publicUrl}/api/region/outcomes`

/* A sealed package and its letter, in the store. */
interface KeptPackage {
  contents: PackageContents
  auditHead: string
  letter: KeptFile
  sealed: KeptFile
}

/** Seals files, signed act and letter in one package, before the transaction that sends it; `gather` reads what goes in (art. 8). */
export async function makePackage(
  outside: Outside & { publicUrl: string },
  submission: Pick<Submission, 'id' | 'kind' | 'cycleId'>,
  gather: (context: StepContext) => Promise<PackageContents>,
): Promise<KeptPackage> {
  const { contents, auditHead, cycleCode, files, view } = await outside.read(async (context) => {
    const contents = await gather(context)
    const { cycle } = await context.stores.networkSettings.documentHead(submission.cycleId)
    const auditHead = await context.stores.audit.head(submission.cycleId)
    const files = [...contents.files, await signedAct(context, contents.act)]
    const view = await letterDocument(context, submission, { ...contents, files, auditHead })
    return { contents, auditHead, cycleCode: cycle.code, files, view }
  })
  const bytes = await outside.render('submission-letter', view)
  const letter = await outside.keep(bytes)
  const sealed = buildPackage(
    {
      kind: submission.kind,
      submissionId: submission.id,
      cycleCode,
      sentAt: outside.now.toISOString(),
      auditHead,
      callbackUrl: outcomeUrl(outside.publicUrl),
    },
    [fileOf(LETTER, 'Lettera di trasmissione', bytes), ...files],
  )
  return { contents, auditHead, letter, sealed: await outside.keep(sealed) }
}

/** Registers a sealed package and leaves it in the outbox for the Region: once, because only a submission that is still
 * PREPARED is sent (art. 8). */
export async function sendPackage(
  context: StepContext,
  submission: Submission,
  made: KeptPackage,
): Promise<void> {
  const { stores, now } = context
  const { region } = await stores.networkSettings.documentHead(submission.cycleId)
  const { sha256 } = made.sealed
  await recordPackage(context, submission, made)
  await stores.protocol.register({
    id: derivedId('registration', submission.id),
    direction: 'OUT',
    subject: made.contents.subject,
    correspondent: region.name,
    fileSha256: sha256,
    at: now,
  })
  const isSent = await stores.submissions.markSent(submission.id, { packageSha256: sha256, at: now })
  if (!isSent) throw new Error(`submission ${submission.id} was sent before`)
  await stores.outbox.region({
    cycleId: submission.cycleId,
    submissionId: submission.id,
    idempotencyKey: submission.idempotencyKey,
    sha256,
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
    ...(await files.open(signed.sha256)),
  }
}

async function recordPackage(
  { stores, now }: StepContext,
  { id, cycleId }: Submission,
  { contents, auditHead, letter, sealed }: KeptPackage,
): Promise<void> {
  const both = { cycleId, subjectId: id, signature: 'NONE' as const, auditHead, createdAt: now }
  await stores.documents.record({
    ...{ ...both, ...letter },
    kind: 'submission-letter',
    title: `Lettera: ${contents.subject}`,
    fileName: LETTER,
    mediaType: 'application/pdf',
  })
  await stores.documents.record({
    ...{ ...both, ...sealed },
    kind: 'regional-package',
    title: contents.subject,
    fileName: `${contents.packageId}.zip`,
    mediaType: 'application/zip',
  })
}
