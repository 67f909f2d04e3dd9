import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { parkedDelivery } from '../../procedures/cycle/parked-delivery.ts'

/** Gives up a parked mail, with the reason; anything else the process waits for. A request to a lead that was in it was never made: it
 * is the officer's turn again. Throws NOT_ALLOWED, NOT_FOUND,
 * DELIVERY_NOT_PARKED or DELIVERY_NEEDED. */
export const discardDelivery: UseCase<{ id: string; reason: string }, { id: string }> = async (
  context,
  { id, reason },
) => {
  const { cycleId, kind, attempts, beginsTermOf } = await parkedDelivery(context, id)
  if (kind !== 'MAIL') throw new BusinessError('DELIVERY_NEEDED')
  if (!(await context.stores.outbox.discardParked(id))) throw new BusinessError('DELIVERY_NOT_PARKED')
  if (beginsTermOf !== null) await giveUpRequest(context, cycleId, beginsTermOf)
  const facts = { kind, attempts, reason }
  await context.record({ cycleId, action: 'discard-delivery', subjectId: id, facts })
  return { id }
}

async function giveUpRequest({ stores }: UseCaseContext, cycleId: string, id: string): Promise<void> {
  if (!(await stores.leadRequests.giveUp(id))) return
  await stores.outbox.publishMessage({
    cycleId,
    name: 'LeadRequestSettled',
    correlationKey: id,
    variables: {},
  })
}
