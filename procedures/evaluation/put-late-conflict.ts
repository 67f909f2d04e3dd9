import type { LateConflict } from '../../db/evaluation/late-conflict-store.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { UseCaseContext } from '../context.ts'

type Told = Pick<LateConflict, 'callId' | 'applicationId' | 'personId' | 'reason' | 'explanation' | 'toldBy'>

/** Puts a late conflict before somebody who neither told it nor is concerned (DPR 62/2013 art. 7); gives its id, or that of the one
 * that waits already, told by the same. The caller holds the call's row. */
export async function putLateConflict(
  { stores, now }: Pick<UseCaseContext, 'stores' | 'now'>,
  cycleId: string,
  told: Told,
): Promise<string> {
  const one = { ...told, id: newId<string>(), toldAt: now }
  const { id, fresh } = await stores.evaluation.tellLateConflict(one)
  if (fresh)
    await stores.outbox.publishMessage({
      ...{ cycleId, name: 'LateConflictTold', correlationKey: told.callId },
      variables: { lateConflictId: id },
    })
  return id
}
