import type { ActKind } from '../../domain/act/act.ts'
import type { Submission } from '../../db/approval/submission-store.ts'
import { manifestEntry } from '../../reports/package.ts'
import type { PackageFile } from '../../reports/package.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
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

/** What the letter of a package says, its hashes and the head of the audit chain too (art. 8). */
export async function letterDocument(
  context: StepContext,
  { id, cycleId }: Pick<Submission, 'id' | 'cycleId'>,
  letter: PackageContents & { auditHead: string },
): Promise<DocumentViewModel<'submission-letter'>> {
  const { region } = await context.stores.networkSettings.documentHead(cycleId)
  const act = await context.stores.acts.inForce(letter.act.kind, letter.act.subjectId)
  if (act === null) throw new Error(`submission ${id} rests on no act`)
  const head = { cycleId, documentId: id, issuedAt: context.now, act }
  return {
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
  }
}
