import type { Intervention } from '../../db/cycle/intervention-store.ts'
import type { CancellableProcess } from '../../domain/process/interventions.ts'
import type { MessageName } from '../../domain/process/contracts.ts'
import { found } from '../../domain/shared/errors.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'

interface Ended {
  interventionId: string
  /** Why the engine did not do it; null where it did. */
  fault: string | null
}

/** Records what the engine answered to a confirmed intervention; told again it changes nothing. Nothing of an ended instance is
 * awaited any more (art. 8, 10). */
export const endIntervention: UseCase<Ended, void> = async (context, { interventionId: id, fault }) => {
  const { stores, now, record } = context
  const one = found('INTERVENTION', id, await stores.interventions.lock(id))
  if (!(await stores.interventions.end(id, { fault, at: now }))) return
  if (fault === null && one.change.kind === 'CANCEL') await leaveNothing(context, one)
  const { cycleId, change, processInstanceKey, processId } = one
  const facts = { ...change, processInstanceKey, processId, fault }
  await record({ cycleId, action: 'end-intervention', subjectId: id, facts })
}

const MESSAGES: Record<CancellableProcess, readonly MessageName[]> = {
  'application-review': ['ApplicationSubmitted', 'ApplicationWithdrawn'],
  'call-correction': ['CallCorrectionProposed', 'CallCorrectionWithdrawn'],
}

/* A task of the act that opened while the correction was taken back is nobody's to do. */
async function leaveNothing(
  { stores, now }: UseCaseContext,
  { processId, value }: Intervention,
): Promise<void> {
  const id = value ?? ''
  for (const name of MESSAGES[processId as CancellableProcess]) await stores.outbox.endWaits(name, [id])
  const proposals = await stores.acts.withdrawnOn('CALL_NOTICE', id)
  await stores.workItems.endAllFor('Task_RecordAct', proposals, { action: 'withdraw', at: now })
}
