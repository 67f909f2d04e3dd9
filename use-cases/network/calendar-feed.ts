import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { Actor, UseCase } from '../../procedures/context.ts'

/** Makes the private address at which a calendar reads the terms of the function acted in, and ends the one before. Gives the hash of
 * the token that it was made with: of a repetition the first one's. Throws NOT_ALLOWED for whoever acts in none. */
export const makeCalendarFeed: UseCase<{ token: string }, { token: string }> = async (
  { stores, actor, now, record },
  { token },
) => {
  const feed = { personId: actor.personId, functionId: functionOf(actor) }
  await stores.calendarFeeds.make(feed, { token, at: now })
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'make-calendar-feed', subjectId: feed.functionId },
    facts: {},
  })
  return { token }
}

/** Ends that address, if there is one. Throws NOT_ALLOWED. */
export const revokeCalendarFeed: UseCase<Record<string, never>, Record<string, never>> = async ({
  stores,
  actor,
  record,
}) => {
  const functionId = functionOf(actor)
  if ((await stores.calendarFeeds.madeAt(functionId)) === null) return {}
  await stores.calendarFeeds.revoke(functionId)
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'revoke-calendar-feed', subjectId: functionId },
    facts: {},
  })
  return {}
}

/** When the address of the function acted in was made; null where there is none. */
export const calendarFeed: UseCase<Record<string, never>, { madeAt: Date | null }> = async ({
  stores,
  actor,
}) => ({ madeAt: actor.functionId === null ? null : await stores.calendarFeeds.madeAt(actor.functionId) })

function functionOf({ functionId }: Actor): string {
  if (functionId === null) throw new BusinessError('NOT_ALLOWED')
  return functionId
}
