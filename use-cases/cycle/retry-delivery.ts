import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { parkedDelivery } from '../../procedures/cycle/parked-delivery.ts'

/** Lets a parked row be sent again, once its cause is mended; the rows behind it in its stream go on too.
 * Throws NOT_ALLOWED, NOT_FOUND or DELIVERY_NOT_PARKED. */
export const retryDelivery: UseCase<{ id: string }, { id: string }> = async (context, { id }) => {
  const row = await parkedDelivery(context, id)
  if (!(await context.stores.outbox.retryParked(row))) throw new BusinessError('DELIVERY_NOT_PARKED')
  const { cycleId, kind, attempts } = row
  await context.record({ cycleId, action: 'retry-delivery', subjectId: id, facts: { kind, attempts } })
  return { id }
}
