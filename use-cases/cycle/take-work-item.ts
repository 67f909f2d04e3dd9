import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import type { UseCase } from '../../procedures/context.ts'
import { requireShared, workItemToDo } from '../../procedures/cycle/work-item-access.ts'

/** Takes a task that others could do too, so that nobody works on it unseen; of two who take it at once the second is told who
 * has it. Throws NOT_FOUND, WORK_ITEM_NOT_OPEN, WORK_ITEM_PERSONAL, WORK_ITEM_TAKEN, CONFLICT_EXCLUDED (art. 5). */
export const takeWorkItem: UseCase<{ id: string }, { id: string; taken: WorkItem['taken'] }> = async (
  context,
  { id },
) => {
  const { stores, actor, now, record } = context
  const item = requireShared((await workItemToDo(context, id)).item)
  if (item.taken?.by === actor.personId) return { id, taken: item.taken }
  const taken = { by: actor.personId, at: now }
  await stores.workItems.handTo(id, taken)
  const facts = { workItemId: id, element: item.element }
  await record({ cycleId: item.cycleId, action: 'take-work-item', subjectId: item.subjectId, facts })
  return { id, taken }
}
