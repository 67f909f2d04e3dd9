import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { ownWorkItem } from '../../procedures/cycle/work-item-access.ts'

/** Drops the draft of a task's form in the version that was seen; one that is gone stays gone. Nobody's act, so in no chain.
 * Throws NOT_FOUND, OWN_DRAFT_CHANGED with what another tab has saved. */
export const discardTaskDraft: UseCase<{ id: string; version: number }, Record<string, never>> = async (
  context,
  { id, version },
) => {
  const { stores, actor } = context
  await ownWorkItem(context, id)
  const own = { workItemId: id, personId: actor.personId }
  if (await stores.taskDrafts.discard(own, version)) return {}
  const current = await stores.taskDrafts.find(own)
  if (current !== null) throw new BusinessError('OWN_DRAFT_CHANGED', { savedAt: current.savedAt, current })
  return {}
}
