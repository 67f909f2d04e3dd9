import type { CycleInstance, IncidentRetry } from '../db/cycle/process-read-model.ts'
import type { ReadModels } from '../db/read-models.ts'
import type { Actor } from '../procedures/context.ts'
import type { EngineIncident, EngineView } from './route.ts'

/** Who watches a cycle, and what is read for it. */
export interface Watch {
  reads: ReadModels
  actor: Actor
  engine: EngineView
}

/** An incident of a cycle, of which process it is, and who let it go on already. One of an instance that is `closed` to the
 * viewer tells no more than that its step stands still: whoever can mend it must see it. */
export interface CycleIncident extends EngineIncident {
  processId: string
  about: string | null
  closed: boolean
  retry: { by: string; at: Date } | null
}

/** A cycle's instances, first begun first: those whose jobs have told of them, and those that the engine tells at once. */
export async function instancesOf(
  { reads, actor, engine }: Watch,
  cycleId: string,
): Promise<CycleInstance[]> {
  const known = await reads.processes.ofCycle(actor, cycleId)
  const keys = known.map(({ key }) => key)
  const found = await engine.family({ keys, variable: { name: 'cycleId', value: cycleId } })
  const all = new Map(known.map((one) => [one.key, one]))
  for (const { key, processId, startedAt: seenAt } of found)
    all.set(key, { ...(all.get(key) ?? { key, about: null, closed: false }), processId, seenAt })
  return [...all.values()].toSorted((one, other) => one.seenAt.getTime() - other.seenAt.getTime())
}

/** What stands still in a cycle, oldest first, and the steps that people let go on, latest first. */
export async function stoppedSteps(
  watch: Watch,
  cycleId: string,
): Promise<{ steps: CycleIncident[]; retries: IncidentRetry[] }> {
  const instances = new Map((await instancesOf(watch, cycleId)).map((one) => [one.key, one]))
  const incidents = await watch.engine.openIncidents([...instances.keys()])
  const retries = await watch.reads.processes.retriesOf(watch.actor, cycleId)
  const steps = withRetries(incidents, retries).map((incident) => {
    const { processId = '', about = null, closed = false } = instances.get(incident.processInstanceKey) ?? {}
    return { ...incident, processId, about, closed }
  })
  return { steps, retries }
}

/** Each incident with who let it go on, where somebody did. */
export function withRetries(incidents: readonly EngineIncident[], retries: readonly IncidentRetry[]) {
  const retried = new Map(retries.map(({ incidentKey, by, at }) => [incidentKey, { by, at }]))
  return incidents.map((incident) => ({ ...incident, retry: retried.get(incident.key) ?? null }))
}
