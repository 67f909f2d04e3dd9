import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'

interface OutcomeLetter {
  submissionId: string
  file: {
    fileName: string
    mediaType: string
    sha256: string
    sizeBytes: number
    signature: 'NONE' | 'UNVERIFIED'
  }
}

/** Keeps the Region's letter beside a submission, where the outcome came on paper or by PEC (art. 8). */
export const attachOutcomeLetter: UseCase<OutcomeLetter, { documentId: string }> = async (
  context,
  command,
) => {
  if (!hasRole(context.actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const submission = found(
    'SUBMISSION',
    command.submissionId,
    await context.stores.submissions.find(command.submissionId),
  )
  const documentId = await context.stores.documents.record({
    cycleId: submission.cycleId,
    kind: 'regional-outcome-letter',
    subjectId: submission.id,
    title: 'Lettera della Regione',
    fileName: command.file.fileName,
    mediaType: command.file.mediaType,
    sha256: command.file.sha256,
    sizeBytes: command.file.sizeBytes,
    signature: command.file.signature,
    createdAt: context.now,
  })
  await context.record({
    cycleId: submission.cycleId,
    action: 'attach-outcome-letter',
    subjectId: submission.id,
    facts: { sha256: command.file.sha256 },
  })
  return { documentId }
}
