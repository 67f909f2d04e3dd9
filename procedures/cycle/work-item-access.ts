import { BusinessError } from '../../domain/shared/errors.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import type { WorkItemType } from '../../domain/shared/work-item-types.ts'
import { workItemTypes } from '../../domain/shared/work-item-types.ts'
import type { Actor, StepContext } from '../context.ts'

/** The item, if it is the actor's to do: named to the person, to a role held (for that body), or to the chair's seat too.
 * Throws NOT_FOUND. */
export async function ownWorkItem(context: StepContext & { actor: Actor }, id: string): Promise<WorkItem> {
  const item = await context.stores.workItems.find(id)
  if (item === null || !(await mayDo(context, item)))
    throw new BusinessError('NOT_FOUND', { what: 'attività', id })
  return item
}

async function mayDo({ stores, actor }: StepContext & { actor: Actor }, item: WorkItem): Promise<boolean> {
  if (item.personId !== null) return item.personId === actor.personId
  const holdsRole = actor.roles.some(
    (held) => held.role === item.role && (item.bodyId === null || held.bodyId === item.bodyId),
  )
  const { chairToo }: WorkItemType = workItemTypes[item.element]
  return holdsRole || (chairToo === true && (await stores.network.holdsChair(actor.personId)))
}
