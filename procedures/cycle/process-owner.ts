import type { StepContext } from '../context.ts'

/** A cycle with the address of its process owner. Throws Error (a bug) when there is none. */
export async function cycleWithOwner({ stores }: Pick<StepContext, 'stores'>, cycleId: string) {
  const cycle = await stores.cycles.find(cycleId)
  const owner = cycle && (await stores.network.findPerson(cycle.processOwnerId))
  if (!owner) throw new Error(`cycle ${cycleId} has no process owner`)
  return { ...cycle, ownerEmail: owner.email }
}
