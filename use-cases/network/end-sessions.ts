import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'

/** Signs a person out everywhere: the person itself, or the process owner. Throws NOT_ALLOWED. */
export const endSessions: UseCase<{ personId: string }, { ended: number }> = async (
  { stores, actor, record },
  { personId },
) => {
  if (actor.personId !== personId && !hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const ended = await stores.sessions.endAllOf(personId)
  await record({ cycleId: NETWORK_CHAIN, action: 'end-sessions', subjectId: personId, facts: { ended } })
  return { ended }
}
