import { configurationHash, callRules } from '../../domain/call/configuration.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { dryRun, triedRooms } from '../../domain/evaluation/dry-run.ts'
import type { TriedApplication, TriedRoom } from '../../domain/evaluation/dry-run.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCase } from '../../procedures/context.ts'
import { loadCallDraft } from './load-call-draft.ts'

export interface TriedCall {
  rules: CallRules
  applications: TriedApplication[]
  /** How many seats the committee has today. */
  seats: number
  rooms: (TriedRoom & { name: string })[]
}

/** What the rules of a draft do with applications that are made up from them, and with the committee of today; null as long as something
 * in the draft is missing or contradicts the rest. For who may prepare the call. Throws NOT_FOUND. */
export const tryCall: UseCase<{ id: string }, TriedCall | null> = async (context, { id }) => {
  const { stores, now } = context
  const { configuration } = await loadCallDraft(context, { id })
  if (configuration === null) return null
  const rules = callRules(configuration)
  const seats = await stores.network.seats(localDateOf(now))
  const members = new Set(seats.flatMap(({ holders }) => holders.map(({ personId }) => personId)))
  const offices = (await stores.network.offices(localDateOf(now))).filter(({ personId }) =>
    members.has(personId),
  )
  const rooms = triedRooms({ seats, offices, links: await stores.network.links() }, rules)
  const bodies = await stores.network.bodies(rooms.map(({ bodyId }) => bodyId))
  const names = new Map(bodies.map((body) => [body.id as string, body.name]))
  return {
    ...{ rules, seats: seats.length, applications: dryRun(rules, configurationHash(configuration)) },
    rooms: rooms.map((room) => ({ ...room, name: names.get(room.bodyId) ?? '' })),
  }
}
