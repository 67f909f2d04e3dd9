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

/** Lets stopped steps go on from where they are, all or none, once their cause is mended, with the reason; one that was asked
 * for before is left as it is (art. 8). Gives the keys of those that go on by this. Throws NOT_ALLOWED. */
export const resolveIncidents: UseCase<
  { steps: readonly StoppedStep[]; reason: string },
  { retried: string[] }
> = async ({ stores, now, actor, record }, { steps, reason }) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const first: StoppedStep[] = []
  /* In one order, and before any chain is locked: two who retry the same steps wait for each other only one way. */
  for (const step of inOrderOf(steps, 'incidentKey')) {
    const entered = { ...step, reason, retriedBy: actor.personId, retriedAt: now }
    if (await stores.incidentRetries.enter(entered)) first.push(step)
  }
  for (const { jobKey, cycleId, incidentKey, ...step } of inOrderOf(first, 'cycleId')) {
    const { processInstanceKey } = step
    await stores.outbox.resolveIncident({ cycleId, incidentKey, jobKey, processInstanceKey })
    await record({
      cycleId,
      action: 'resolve-incident',
      subjectId: incidentKey,
      facts: { ...step, reason },
    })
  }
  return { retried: first.map(({ incidentKey }) => incidentKey) }
}

const inOrderOf = <K extends 'incidentKey' | 'cycleId'>(steps: readonly StoppedStep[], key: K) =>
  steps.toSorted((one, other) => (one[key] < other[key] ? -1 : 1))
