import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import type { UseCase } from '../../procedures/context.ts'
import { requireShared, workItemToDo } from '../../procedures/cycle/work-item-access.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'

/** Gives a task, free or one's own, to somebody else who may do it: in its function today, and not kept from it (art. 5).
 * Throws NOT_FOUND, WORK_ITEM_NOT_OPEN, WORK_ITEM_PERSONAL, WORK_ITEM_TAKEN, CONFLICT_EXCLUDED, INVALID_INPUT. */
export const giveWorkItem: UseCase<
  { id: string; personId: string },
  { id: string; taken: WorkItem['taken'] }
> = async (context, { id, personId }) => {
  const { stores, now, record } = context
  const { item, people } = await workItemToDo(context, id)
  requireShared(item)
  if (personId === context.actor.personId)
    refuseInput(
      'personId',
      'ONESELF',
      'A sé stessi un’attività non si assegna: prendila in carico, o scegli un’altra persona.',
    )
  if (!people.some((one) => one.personId === personId))
    refuseInput(
      'personId',
      'NOT_POSSIBLE',
      'Questa persona non può svolgere l’attività: oggi non ne ha la funzione, o un conflitto di interesse la tiene fuori (art. 5). Scegli dall’elenco.',
    )
  const taken = { by: personId, at: now }
  await stores.workItems.handTo(id, taken)
  await record({
    ...{ cycleId: item.cycleId, action: 'give-work-item', subjectId: item.subjectId },
    facts: { workItemId: id, element: item.element, to: personId, from: item.taken?.by ?? null },
  })
  return { id, taken }
}
