import type { PackageFile } from '../../reports/package.ts'
import type { StepContext } from '../../procedures/context.ts'

/** The newest document of a kind on a subject, as a file of a package. Throws Error (a bug) when it was never made. */
export async function requiredDocument(
  { stores, files }: StepContext,
  wanted: { kind: string; subjectId: string; name: string; description: string },
): Promise<PackageFile> {
  const document = await stores.documents.latest(wanted.kind, wanted.subjectId)
  if (document === null) throw new Error(`no document ${wanted.kind} for ${wanted.subjectId}`)
  return { name: wanted.name, description: wanted.description, ...(await files.open(document.sha256)) }
}
