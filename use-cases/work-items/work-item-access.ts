import { BusinessError } from '../../domain/shared/errors.ts'
import type { WorkItem } from '../../db/work-item-store.ts'
import type { Actor, StepContext } from '../context.ts'

/** The item, if it is the actor's to do: named to the person, or to a role held (for that body). Throws NOT_FOUND. */
export async function ownWorkItem(context: StepContext & { actor: Actor }, id: string): Promise<WorkItem> {
  const item = await context.stores.workItems.find(id)
  if (item === null || !mayDo(context.actor, item))
    throw new BusinessError('NOT_FOUND', { what: 'attività', id })
  return item
}

function mayDo(actor: Actor, item: WorkItem): boolean {
  if (item.personId !== null) return item.personId === actor.personId
  return actor.roles.some(
    (held) => held.role === item.role && (item.bodyId === null || held.bodyId === item.bodyId),
  )
}
