import { isDeepStrictEqual } from 'node:util'
import type { WorkItemState } from '../../domain/cycle/lifecycle.ts'
import { MOST_DRAFT_BYTES, textBytes } from '../../domain/cycle/task-draft.ts'
import type { TypedSoFar } from '../../domain/cycle/task-draft.ts'
import { excludedBy } from '../../domain/evaluation/may-act.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { ownHands, ownWorkItem, whoMayDo } from '../../procedures/cycle/work-item-access.ts'

/** Keeps what a person has typed into a task's form, over the version that was seen; of a task that has ended meanwhile too,
 * so that nothing typed is lost. Nobody's act, so in no chain. Throws NOT_FOUND, CONFLICT_EXCLUDED where the task is closed to the
 * person (art. 5), DRAFT_TOO_LARGE, OWN_DRAFT_CHANGED with what another tab has saved. */
export const saveTaskDraft: UseCase<
  { id: string; version: number; typed: TypedSoFar },
  { version: number; savedAt: Date; state: WorkItemState; takenBy: string | null }
> = async (context, { id, version: seen, typed }) => {
  const { stores, actor, now } = context
  const item = await ownWorkItem(context, id)
  if ((await stores.workItems.seenBy(item, [actor])).length === 0) throw excludedBy()
  const { state } = item
  const takenBy = await takenByAnother(context, item)
  if (textBytes(typed) > MOST_DRAFT_BYTES) throw new BusinessError('DRAFT_TOO_LARGE')
  const own = { workItemId: id, personId: actor.personId }
  const version = await stores.taskDrafts.save(own, { typed, at: now, seen })
  if (version !== null) return { version, savedAt: now, state, takenBy }
  const current = await stores.taskDrafts.find(own)
  if (current === null || !isDeepStrictEqual(current.typed, typed))
    throw new BusinessError('OWN_DRAFT_CHANGED', { savedAt: current?.savedAt, current })
  return { version: current.version, savedAt: current.savedAt, state, takenBy }
}

/* Who has taken it meanwhile, and may do it: what is typed goes no further. */
async function takenByAnother(context: UseCaseContext, item: WorkItem): Promise<string | null> {
  const by = item.taken?.by
  if (item.state !== 'OPEN' || by === undefined || ownHands(context.actor).includes(by)) return null
  return (await whoMayDo(context, item)).find(({ personId }) => personId === by)?.displayName ?? null
}
