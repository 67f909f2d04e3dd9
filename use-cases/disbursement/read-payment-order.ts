import { BusinessError, found } from '../../domain/shared/errors.ts'
import { hasRole } from '../../procedures/context.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

type OrderFile = { file: { content: StoredFile; fileName: string; mediaType: string } }

/** The file of a payment's order, for finance and the process owner. Throws NOT_ALLOWED, NOT_FOUND. */
export const readPaymentOrder: UseCase<{ paymentId: string }, OrderFile> = async (
  { stores, files, actor },
  { paymentId },
) => {
  if (!hasRole(actor, 'FINANCE') && !hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const order = await stores.orders.find(paymentId)
  const document = found('PAYMENT_ORDER', paymentId, order && (await stores.documents.find(order.documentId)))
  const { fileName, mediaType, sha256 } = document
  return { file: { content: await files.open(sha256), fileName, mediaType } }
}
