import { mayEvaluate } from '../../domain/evaluation/expert.ts'
import { notFound } from '../../domain/shared/errors.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { hasRole } from '../context.ts'
import type { Actor, StepContext } from '../context.ts'

/** The item, if it is the actor's to do: named to the person, in a function in which one evaluates; to the role acted
 * in (for that body); or to the chair's seat too.
 * Throws NOT_FOUND. */
export async function ownWorkItem(context: StepContext & { actor: Actor }, id: string): Promise<WorkItem> {
  const item = await context.stores.workItems.find(id)
  if (item === null || !(await mayDo(context, item))) throw notFound('WORK_ITEM', id)
  return item
}

async function mayDo({ stores, actor }: StepContext & { actor: Actor }, item: WorkItem): Promise<boolean> {
  if (item.personId !== null) return item.personId === actor.personId && mayEvaluate(actor.role)
  const holdsRole = hasRole(actor, item.role, item.bodyId ?? undefined)
  return holdsRole || (item.chairToo && (await stores.network.presides(actor.seatId)))
}
