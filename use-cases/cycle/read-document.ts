import type { UseCase } from '../../procedures/context.ts'

/** The bytes of a stored file, for a document that the viewer was let see. */
export const readDocument: UseCase<{ sha256: string }, Buffer> = ({ files }, { sha256 }) => files.read(sha256)
