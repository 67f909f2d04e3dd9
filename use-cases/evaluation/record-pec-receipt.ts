import { movedTermLetter } from '../../documents/evaluation/lead-request-letter.ts'
import { receiptFault } from '../../domain/evaluation/delivery.ts'
import type { ProviderReceipt, ReceiptEffect } from '../../domain/evaluation/delivery.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { messageIdOf } from '../../domain/shared/message-id.ts'
import type { UseCase } from '../../procedures/context.ts'
import { communicationToRecord } from '../../procedures/evaluation/communication-to-record.ts'
import { keepReceipt } from '../../procedures/evaluation/keep-receipt.ts'
import { requireContent } from '../../procedures/file/uploaded-file.ts'
import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'

/** The formats in which providers give their receipts: the mail as it came, or what it certifies. */
export const RECEIPT_FORMATS = ['eml', 'xml']

interface Uploaded {
  applicationId: string
  communicationId: string
  file: UploadedFile
}
interface Recorded {
  receiptId: string
  effect: ReceiptEffect
}

/** Records a receipt of certified mail from its provider's file: what it says is compared with what was sent, who signed it is not
 * verified (DPR 68/2005 art. 6, 8). Throws NOT_ALLOWED, NOT_FOUND, FILE_TYPE_MISMATCH, RECEIPT_UNREADABLE, RECEIPT_OF_ANOTHER,
 * RECEIPT_TIME, RECEIPT_KNOWN. */
export const recordPecReceipt: UseCase<Uploaded, Recorded> = async (context, { file, ...which }) => {
  const communication = await communicationToRecord(context, which)
  requireContent(file, RECEIPT_FORMATS)
  const told = file.receipt
  if (told === undefined) throw new BusinessError('RECEIPT_UNREADABLE', { file: file.fileName })
  const { address, writtenAt } = communication
  const messageId = messageIdOf(communication.id)
  requireMatch(told, { file: file.fileName, messageId, address, writtenAt, now: context.now })
  const { kind, at, provider, identifier } = told
  const receipt = { kind, at, provider, identifier, source: 'PROVIDER' as const, reason: null }
  const kept = await keepReceipt(context, { communication, receipt, letter: movedTermLetter })
  if (kept === null) throw new BusinessError('RECEIPT_KNOWN', { file: file.fileName })
  const { receiptId, cycleId, effect } = kept
  const { fileName, mediaType, sha256, sizeBytes, signature } = file
  await context.stores.documents.record({
    ...{ cycleId, applicationId: which.applicationId, kind: 'pec-receipt', subjectId: receiptId },
    ...{ title: 'Ricevuta PEC', fileName, mediaType, sha256, sizeBytes, signature, createdAt: context.now },
  })
  await context.record({
    ...{ cycleId, action: 'record-pec-receipt', subjectId: which.applicationId },
    facts: { communicationId: communication.id, kind, at: at.toISOString(), identifier, sha256, effect },
  })
  return { receiptId, effect }
}

type Sent = Parameters<typeof receiptFault>[1] & { file: string }

function requireMatch(told: ProviderReceipt, { file, ...sent }: Sent): void {
  const fault = receiptFault(told, sent)
  if (fault === null) return
  if (fault === 'BEFORE' || fault === 'FUTURE')
    throw new BusinessError('RECEIPT_TIME', { fault, at: told.at, writtenAt: sent.writtenAt })
  const isMessage = fault === 'MESSAGE'
  throw new BusinessError('RECEIPT_OF_ANOTHER', {
    ...{ file, fault },
    told: isMessage ? told.messageId : told.recipients.join(', '),
    expected: isMessage ? sent.messageId : (sent.address ?? '–'),
  })
}
