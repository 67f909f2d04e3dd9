import type { EngineChange } from '../../db/platform/outbox.ts'
import type { Intervention } from '../../db/cycle/intervention-store.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { isUnmoved, safeIntervention } from '../../procedures/cycle/intervention-safety.ts'
import type { ToldInstance } from '../../procedures/cycle/intervention-safety.ts'
import { ownHands } from '../../procedures/cycle/work-item-access.ts'

interface Decision {
  id: string
  reason: string
}

/** Confirms what another person proposed to do to an instance, where it still is as it was then: the engine does it once, after the
 * commit (art. 8). Throws NOT_ALLOWED, NOT_FOUND, INTERVENTION_OWN, MOVE_NOT_POSSIBLE, INTERVENTION_NOT_SAFE, INTERVENTION_MOVED. */
export const confirmIntervention: UseCase<Decision & { told: ToldInstance }, { id: string }> = async (
  context,
  { id, reason, told },
) => {
  const { stores, actor, now } = context
  const one = await decidable(context, id)
  await stores.interventions.confirm(id, { by: actor.personId, at: now, reason })
  const { value, seen } = await safeIntervention(context, one.change, told)
  if (value !== one.value || !isUnmoved(one.seen, seen)) throw new BusinessError('INTERVENTION_MOVED')
  const { cycleId, processInstanceKey } = one
  const change = engineChange(one)
  await stores.outbox.intervene({ cycleId, interventionId: id, processInstanceKey, change })
  await tell(context, one, { action: 'confirm-intervention', reason })
  return { id }
}

/** Refuses it: nothing is done. Throws NOT_ALLOWED, NOT_FOUND, INTERVENTION_OWN, MOVE_NOT_POSSIBLE. */
export const refuseIntervention: UseCase<Decision, { id: string }> = async (context, { id, reason }) => {
  const { stores, actor, now } = context
  const one = await decidable(context, id)
  await stores.interventions.refuse(id, { by: actor.personId, at: now, reason })
  await tell(context, one, { action: 'refuse-intervention', reason })
  return { id }
}

/** Takes the own proposal back. Throws NOT_ALLOWED, NOT_FOUND, MOVE_NOT_POSSIBLE. */
export const withdrawIntervention: UseCase<{ id: string }, { id: string }> = async (context, { id }) => {
  const { stores, actor, now } = context
  const one = await proposal(context, id)
  if (!isOwn(context, one)) throw new BusinessError('NOT_ALLOWED')
  await stores.interventions.withdraw(id, { by: actor.personId, at: now, reason: null })
  await tell(context, one, { action: 'withdraw-intervention' })
  return { id }
}

async function proposal({ stores, actor }: UseCaseContext, id: string): Promise<Intervention> {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  return found('INTERVENTION', id, await stores.interventions.lock(id))
}

/* Who acts in somebody's place is no second person beside that one. */
const isOwn = ({ actor }: UseCaseContext, { proposedBy, proposedFor }: Intervention): boolean =>
  ownHands(actor).some((one) => one === proposedBy || one === proposedFor)

async function decidable(context: UseCaseContext, id: string): Promise<Intervention> {
  const one = await proposal(context, id)
  if (isOwn(context, one)) throw new BusinessError('INTERVENTION_OWN')
  return one
}

function engineChange({ change, value }: Intervention): EngineChange {
  return change.kind === 'SET_VARIABLE' ? { ...change, value: value ?? '' } : change
}

const tell = (
  { record }: UseCaseContext,
  { id, cycleId, change, processInstanceKey, processId, value, proposedBy }: Intervention,
  { action, reason }: { action: string; reason?: string },
) =>
  record({
    ...{ cycleId, action, subjectId: id },
    facts: { ...change, processInstanceKey, processId, value, proposedBy, ...(reason && { reason }) },
  })
