import type { OutboxRow } from '../../db/platform/outbox.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { UseCaseContext } from '../context.ts'
import { hasRole } from '../context.ts'

/** The parked row that the process owner decides on. Throws NOT_ALLOWED, NOT_FOUND or DELIVERY_NOT_PARKED. */
export async function parkedDelivery({ stores, actor }: UseCaseContext, id: string): Promise<OutboxRow> {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const row = found('DELIVERY', id, await stores.outbox.find(id))
  if (row.state !== 'PARKED') throw new BusinessError('DELIVERY_NOT_PARKED')
  return row
}
