import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

/** A stored file, for a document that the viewer was let see. */
export const readDocument: UseCase<{ sha256: string }, StoredFile> = ({ files }, { sha256 }) =>
  files.open(sha256)
