import type { ActKind } from '../../domain/act/act.ts'
import type { Submission } from '../../db/approval/submission-store.ts'
import { manifestEntry } from '../../reports/package.ts'
import type { PackageFile } from '../../reports/package.ts'
import { renderDocument } from '../../reports/render-document.ts'
import { actPhrase, documentBase } from '../act/document-base.ts'
import type { StepContext } from '../../procedures/context.ts'

/** What distinguishes the package of a plan from a final return. */
export interface PackageContents {
  /** The act that the package rests on: its kind, on the submission's or the plan's subject. */
  act: { kind: ActKind; subjectId: string }
  packageId: string
  subject: string
  request: string
  files: PackageFile[]
}

/** Writes and keeps the letter that goes with a package: its act, the hash of every file, the head of the audit chain (art. 8). */
export async function writeLetter(
  context: StepContext,
  submission: Submission,
  letter: PackageContents & { auditHead: string },
): Promise<PackageFile> {
  const content = await render(context, submission, letter)
  const name = 'lettera-di-trasmissione.pdf'
  await context.stores.documents.record({
    ...(await context.files.put(content)),
    cycleId: submission.cycleId,
    kind: 'submission-letter',
    subjectId: submission.id,
    title: `Lettera: ${letter.subject}`,
    fileName: name,
    mediaType: 'application/pdf',
    signature: 'NONE',
    auditHead: letter.auditHead,
    createdAt: context.now,
  })
  return { name, description: 'Lettera di trasmissione', content }
}

async function render(
  context: StepContext,
  submission: Submission,
  letter: PackageContents & { auditHead: string },
): Promise<Buffer> {
  const { region } = await context.stores.networkSettings.documentHead(submission.cycleId)
  const act = await context.stores.acts.inForce(letter.act.kind, letter.act.subjectId)
  if (act === null) throw new Error(`submission ${submission.id} rests on no act`)
  const head = { cycleId: submission.cycleId, documentId: submission.id, issuedAt: context.now, act }
  return renderDocument('submission-letter', {
    ...(await documentBase(context, head)),
    subject: letter.subject,
    recipient: region,
    references: [actPhrase(act), 'Regolamento interno della Rete, art. 8'],
    request: letter.request,
    packageId: letter.packageId,
    manifest: letter.files.map((file) => {
      const { name, description, size, sha256 } = manifestEntry(file)
      return { name, description, bytes: size, sha256 }
    }),
    auditHead: letter.auditHead,
  })
}
