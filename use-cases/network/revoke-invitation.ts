import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'

/** Takes an invitation back, for a reason: its link lets nobody in. Throws NOT_ALLOWED; NOT_FOUND for one that is not open. */
export const revokeInvitation: UseCase<{ id: string; reason: string }, null> = async (
  { stores, actor, now, record },
  { id, reason },
) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  if (!(await stores.network.revokeInvitation(id, now))) throw notFound('INVITATION', id)
  await record({ cycleId: NETWORK_CHAIN, action: 'revoke-invitation', subjectId: id, facts: { reason } })
  return null
}
