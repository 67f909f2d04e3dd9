import type { Change } from '../../domain/process/interventions.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { safeIntervention } from '../../procedures/cycle/intervention-safety.ts'
import type { ToldInstance } from '../../procedures/cycle/intervention-safety.ts'

interface Proposal {
  cycleId: string
  change: Change
  reason: string
  told: ToldInstance
}

/** Proposes to do something to an instance: it is done once another person confirms it (art. 8). Throws NOT_ALLOWED,
 * INTERVENTION_NOT_SAFE, INTERVENTION_OPEN. */
export const proposeIntervention: UseCase<Proposal, { interventionId: string }> = async (
  context,
  { cycleId, change, reason, told },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const { value, seen } = await safeIntervention(context, change, told)
  const { processInstanceKey, processId } = told
  const id = newId()
  const proposed = await stores.interventions.propose(
    {
      ...{ id, processInstanceKey, processId, cycleId, change, value, seen, reason },
      ...{ proposedBy: actor.personId, proposedFor: actor.standsFor?.personId ?? null },
    },
    now,
  )
  if (!proposed) throw new BusinessError('INTERVENTION_OPEN')
  const facts = { ...change, processInstanceKey, processId, value, seen, reason }
  await record({ cycleId, action: 'propose-intervention', subjectId: id, facts })
  return { interventionId: id }
}
