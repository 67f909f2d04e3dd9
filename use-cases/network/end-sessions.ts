import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'
import { requireWithin } from '../../procedures/evaluation/may-act.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'

/** Signs a person out everywhere, and ends the addresses of its calendars: the person itself, or the process owner, who says why. Throws NOT_ALLOWED, SUBSTITUTION_LIMITED,
 * NOT_FOUND, INVALID_INPUT. */
export const endSessions: UseCase<{ personId: string; reason: string | null }, { ended: number }> = async (
  context,
  { personId, reason },
) => {
  const { stores, actor, record } = context
  if (actor.personId !== personId) {
    if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
    await requireWithin(context, null)
    if (reason === null) refuseInput('reason', 'MISSING', 'Scrivi perché fai uscire un’altra persona.')
  }
  found('PERSON', personId, await stores.network.findPerson(personId))
  const ended = await stores.sessions.endAllOf(personId)
  await stores.calendarFeeds.revokeAllOf(personId)
  const facts = { ended, reason }
  await record({ cycleId: NETWORK_CHAIN, action: 'end-sessions', subjectId: personId, facts })
  return { ended }
}
