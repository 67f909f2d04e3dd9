import { BusinessError } from '../../domain/shared/errors.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

/* A step of a cycle's process that stands still, as the engine tells it. */
interface StoppedStep {
  cycleId: string
  incidentKey: string
  /** The job that stopped; null where the engine itself could not go on. */
  jobKey: string | null
  processInstanceKey: string
  processId: string
  elementId: string
  code: string
}

/** Lets a stopped step go on from where it is, once its cause is mended; asked again it does nothing more (art. 8).
 * Throws NOT_ALLOWED. */
export const resolveIncident: UseCase<StoppedStep, { incidentKey: string }> = async (
  { stores, now, actor, record },
  { jobKey, ...step },
) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const { cycleId, incidentKey, processInstanceKey, processId, elementId, code } = step
  const first = await stores.incidentRetries.enter({ ...step, retriedBy: actor.personId, retriedAt: now })
  if (!first) return { incidentKey }
  await stores.outbox.resolveIncident({ cycleId, incidentKey, jobKey, processInstanceKey })
  const facts = { processInstanceKey, processId, elementId, code }
  await record({ cycleId, action: 'resolve-incident', subjectId: incidentKey, facts })
  return { incidentKey }
}
