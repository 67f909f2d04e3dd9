import type { UseCase } from '../../procedures/context.ts'

/** A person says to have seen what changed up to an instant; never one that is still to come. Of no cycle, so of no chain. */
export const look: UseCase<{ until: Date }, Record<string, never>> = async (
  { stores, now, actor },
  { until },
) => {
  await stores.network.look(actor.personId, until < now ? until : now)
  return {}
}
