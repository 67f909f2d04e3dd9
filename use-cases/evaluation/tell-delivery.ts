import { movedTermLetter } from '../../documents/evaluation/lead-request-letter.ts'
import { instantFault } from '../../domain/evaluation/delivery.ts'
import type { ReceiptEffect, ReceiptFault, ReceiptKind } from '../../domain/evaluation/delivery.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCase } from '../../procedures/context.ts'
import { communicationToRecord } from '../../procedures/evaluation/communication-to-record.ts'
import { keepReceipt } from '../../procedures/evaluation/keep-receipt.ts'
import { instantOf } from '../../procedures/instant-of.ts'

interface Told {
  applicationId: string
  communicationId: string
  kind: ReceiptKind
  on: LocalDate
  time: string
  /** How it is known, and why it is told by hand. */
  reason: string
}

/** An officer tells by hand what became of a communication, with a reason: where the provider's file is missing, where it was delivered in
 * another way, or to put right what was recorded before, which stays (DPR 68/2005 art. 6, 8). Throws NOT_ALLOWED, NOT_FOUND,
 * INVALID_INPUT, RECEIPT_TIME. */
export const tellDelivery: UseCase<Told, { receiptId: string; effect: ReceiptEffect }> = async (
  context,
  { kind, on, time, reason, ...which },
) => {
  const communication = await communicationToRecord(context, which)
  const at = instantOf(on, { path: 'time', value: time })
  const { writtenAt } = communication
  const fault = instantFault(at, { writtenAt, now: context.now })
  if (fault !== null) {
    const problems = [{ code: fault, ...wrongField(fault, { on, writtenAt, now: context.now }) }]
    throw new BusinessError('RECEIPT_TIME', { fault, at, writtenAt, problems })
  }
  const receipt = { kind, at, source: 'OFFICER' as const, provider: null, identifier: null, reason }
  const kept = await keepReceipt(context, { communication, receipt, letter: movedTermLetter })
  if (kept === null) throw new Error(`receipt told of ${communication.id} was not kept`)
  const { receiptId, cycleId, effect } = kept
  await context.record({
    ...{ cycleId, action: 'tell-delivery', subjectId: which.applicationId },
    facts: { communicationId: communication.id, kind, at: at.toISOString(), reason, effect },
  })
  return { receiptId, effect }
}

/* On the day that is the limit it is the hour that is wrong. */
function wrongField(
  fault: ReceiptFault,
  { on, writtenAt, now }: { on: LocalDate; writtenAt: Date; now: Date },
): { path: 'on' | 'time'; message: string } {
  const isFuture = fault === 'FUTURE'
  const path = on === localDateOf(isFuture ? now : writtenAt) ? 'time' : 'on'
  return { path, message: isFuture ? 'Deve ancora venire.' : 'La comunicazione non era ancora scritta.' }
}
