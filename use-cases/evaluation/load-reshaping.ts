import { notFound } from '../../domain/shared/errors.ts'
import { ownWorkItem } from '../../procedures/cycle/work-item-access.ts'
import type { UseCase } from '../../procedures/context.ts'
import { reshapableOf } from '../../procedures/evaluation/reshapable.ts'
import type { Reshapable } from '../../procedures/evaluation/reshapable.ts'
import { acceptCutGrant } from '../../tasks/evaluation/accept-cut-grant.ts'

/** What a lead reshapes its project from while it answers on a cut grant (art. 8, 10). Run behind the wall. Throws NOT_FOUND. */
export const loadReshaping: UseCase<{ id: string }, Reshapable> = async (context, { id }) => {
  const item = await ownWorkItem(context, id)
  if (item.element !== acceptCutGrant.element || item.state !== 'OPEN') throw notFound('WORK_ITEM', id)
  const { stores } = context
  return reshapableOf(stores, await stores.leadRequests.get(item.subjectId))
}
