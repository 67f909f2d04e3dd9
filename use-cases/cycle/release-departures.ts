import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'

/** Confirms that a database that looked like an older copy is the right one: what was held leaves. Every open cycle, and
 * every one of which something leaves, keeps who confirmed. Throws NOT_ALLOWED or DEPARTURES_NOT_HELD. */
export const releaseDepartures: UseCase<undefined, { released: number }> = async ({
  stores: { databasePlace },
  actor,
  record,
}) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const held = await databasePlace.held()
  if (held === null || !(await databasePlace.release())) throw new BusinessError('DEPARTURES_NOT_HELD')
  const released = await databasePlace.countWaiting()
  const facts = { because: held.because, heldSince: held.since, released }
  for (const cycleId of await databasePlace.cyclesConcerned())
    await record({ cycleId, action: 'release-departures', subjectId: cycleId, facts })
  return { released }
}
