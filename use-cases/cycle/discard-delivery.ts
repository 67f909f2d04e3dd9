import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { parkedDelivery } from '../../procedures/cycle/parked-delivery.ts'

/** Gives up a parked mail, with the reason; anything else the process waits for. Throws NOT_ALLOWED, NOT_FOUND,
 * DELIVERY_NOT_PARKED or DELIVERY_NEEDED. */
export const discardDelivery: UseCase<{ id: string; reason: string }, { id: string }> = async (
  context,
  { id, reason },
) => {
  const { cycleId, kind, attempts } = await parkedDelivery(context, id)
  if (kind !== 'MAIL') throw new BusinessError('DELIVERY_NEEDED')
  if (!(await context.stores.outbox.discardParked(id))) throw new BusinessError('DELIVERY_NOT_PARKED')
  const facts = { kind, attempts, reason }
  await context.record({ cycleId, action: 'discard-delivery', subjectId: id, facts })
  return { id }
}
