import { returnedTaskLetter } from '../../documents/cycle/returned-task-letter.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { found } from '../../domain/shared/errors.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { ownHands, requireShared, workItemToDo } from '../../procedures/cycle/work-item-access.ts'
import { requireMayAct } from '../../procedures/evaluation/may-act.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { taskOf } from '../../tasks/registry.ts'

/** Sets a task free: who has it, or with a reason the process owner, or whoever presides where it speaks of applications, as far
 * as no conflict keeps them out, so that nobody waits for who is away (art. 5, 8). What is free stays so.
 * Throws NOT_FOUND, WORK_ITEM_NOT_OPEN, WORK_ITEM_PERSONAL, WORK_ITEM_TAKEN, CONFLICT_EXCLUDED, INVALID_INPUT without a
 * reason. */
export const returnWorkItem: UseCase<
  { id: string; reason?: string | undefined },
  { id: string; taken: null }
> = async (context, { id, reason }) => {
  const { stores, record } = context
  const { item, isOwn } = await itemToReturn(context, id)
  const { taken, element } = requireShared(item)
  if (taken === null) return { id, taken }
  if (!isOwn) await tellHolder(context, { item, holderId: taken.by, reason })
  await stores.workItems.handTo(id, null)
  await record({
    ...{ cycleId: item.cycleId, action: 'return-work-item', subjectId: item.subjectId },
    facts: { workItemId: id, element, from: taken.by, ...(reason !== undefined && { reason }) },
  })
  return { id, taken: null }
}

async function itemToReturn(
  context: UseCaseContext,
  id: string,
): Promise<{ item: WorkItem; isOwn: boolean }> {
  const item = found('WORK_ITEM', id, await context.stores.workItems.hold(id))
  const isOwn = item.taken !== null && ownHands(context.actor).includes(item.taken.by)
  if (!isOwn && !(await maySetFree(context, item))) await workItemToDo(context, id)
  return { item, isOwn }
}

async function maySetFree(context: UseCaseContext, item: WorkItem): Promise<boolean> {
  const { stores, actor } = context
  const ofApplications = item.applicationId !== null || item.evaluatedCallId !== null
  const may =
    hasRole(actor, 'PROCESS_OWNER') || (ofApplications && (await stores.network.presides(actor.seatId)))
  if (!may || (await stores.workItems.seenBy(item, [actor])).length === 0) return false
  await requireMayAct(context, item.decides)
  return true
}

async function tellHolder(
  { stores, actor }: UseCaseContext,
  { item, holderId, reason }: { item: WorkItem; holderId: string; reason: string | undefined },
): Promise<void> {
  if (reason === undefined)
    refuseInput('reason', 'MISSING', 'Scrivi il motivo: l’attività è in carico a un’altra persona.')
  const holder = found('PERSON', holderId, await stores.network.findPerson(holderId))
  const { code } = found('CYCLE', item.cycleId, await stores.cycles.find(item.cycleId))
  await stores.outbox.mail({
    ...{ cycleId: item.cycleId, to: [holder.email], attachments: [] },
    ...returnedTaskLetter({
      ...{ name: holder.displayName, title: taskOf(item.element).title, cycleCode: code },
      ...{ by: actor.displayName, reason },
    }),
  })
}
