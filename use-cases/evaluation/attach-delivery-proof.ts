import { found } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { requireRecorder } from '../../procedures/evaluation/communication-to-record.ts'
import { requireContent } from '../../procedures/file/uploaded-file.ts'
import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'

/** In which formats a proof comes: the paper of a letter, or any that a receipt has. */
export const PROOF_FORMATS = ['pdf', 'p7m', 'eml', 'xml']

interface Proof {
  applicationId: string
  receiptId: string
  file: UploadedFile
}

/** Keeps a file beside what an officer told of a delivery by hand. Throws NOT_ALLOWED, NOT_FOUND, FILE_TYPE_MISMATCH. */
export const attachDeliveryProof: UseCase<Proof, { documentId: string }> = async (
  { stores, actor, now, record },
  { applicationId, receiptId, file },
) => {
  requireRecorder(actor)
  const told = (await stores.communications.receiptsOf(applicationId)).filter(
    ({ source }) => source === 'OFFICER',
  )
  found(
    'PEC_RECEIPT',
    receiptId,
    told.find(({ id }) => id === receiptId),
  )
  requireContent(file, PROOF_FORMATS)
  const { callId } = await stores.applications.get(applicationId)
  const { cycleId } = await stores.calls.get(callId)
  const { fileName, mediaType, sha256, sizeBytes, signature } = file
  const documentId = await stores.documents.record({
    ...{ cycleId, applicationId, kind: 'pec-receipt', subjectId: receiptId },
    ...{ title: 'Prova di consegna', fileName, mediaType, sha256, sizeBytes, signature, createdAt: now },
  })
  const facts = { receiptId, sha256 }
  await record({ cycleId, action: 'attach-delivery-proof', subjectId: applicationId, facts })
  return { documentId }
}
