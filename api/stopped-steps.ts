import type { IncidentRetry, KnownInstance } from '../db/cycle/process-read-model.ts'
import type { ReadModels } from '../db/read-models.ts'
import { TransientError } from '../domain/shared/errors.ts'
import { plainText } from '../domain/shared/text.ts'
import type { Actor } from '../procedures/context.ts'
import type { EngineIncident, EngineView } from './engine-view.ts'

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
  retry: { by: string; at: Date; reason: string | null } | null
}

/** By what the engine knows the instances of a cycle of which no job has told yet. */
export const knownBy = (cycleId: string) => ({ name: 'cycleId', value: cycleId })

/** As many of the oldest open incidents are looked at. */
export const MOST_STEPS = 1_000

/** Why a step is let go on, as the audit chain keeps it. */
export const retryReason = plainText({ max: 1000, multiline: true })

/** What stands still in a cycle, oldest first, and the steps that people let go on, latest first; `read` where these are being read already. */
export async function stoppedSteps(
  watch: Watch,
  cycleId: string,
  read?: Promise<IncidentRetry[]>,
): Promise<{ steps: CycleIncident[]; retries: IncidentRetry[] }> {
  const { reads, actor } = watch
  const [open, retries] = await Promise.all([
    openIncidents(watch, cycleId),
    read ?? reads.processes.retriesOf(actor, cycleId),
  ])
  const instances = await instancesWith(watch, cycleId, open)
  const steps = withRetries(open, retries).flatMap((incident) => {
    const instance = instances.get(incident.processInstanceKey)
    if (instance === undefined) return []
    const { processId, about, closed } = instance
    return [{ ...incident, processId, about, closed }]
  })
  return { steps, retries }
}

/** The instances of the cycle in which these incidents are: those that jobs have told of, and those that the engine tells. */
export async function instancesWith(
  { reads, actor, engine }: Watch,
  cycleId: string,
  open: readonly EngineIncident[],
): Promise<ReadonlyMap<string, KnownInstance>> {
  const keys = [...new Set(open.map(({ processInstanceKey }) => processInstanceKey))]
  if (keys.length === 0) return new Map()
  const told = await reads.processes.among(actor, cycleId, keys)
  const instances = new Map(told.map((one) => [one.key, one]))
  const untold = new Set(keys.filter((key) => !instances.has(key)))
  const found = untold.size === 0 ? [] : await engine.family([...untold])
  for (const { key, processId, startedAt } of found)
    if (untold.has(key)) instances.set(key, { key, processId, about: null, closed: false, seenAt: startedAt })
  return instances
}

/** The oldest open incidents of a cycle, and of any other where the engine cannot tell. */
export const openIncidents = ({ engine }: Watch, cycleId: string) =>
  engine.openIncidents(MOST_STEPS, knownBy(cycleId))

/** Nothing where the engine does not answer: what our own rows tell is told all the same. Throws anything else. */
export function nullWhenSilent(error: unknown): null {
  if (error instanceof TransientError) return null
  throw error
}

/** Each incident with who let it go on, where somebody did. */
export function withRetries(incidents: readonly EngineIncident[], retries: readonly IncidentRetry[]) {
  const retried = new Map(retries.map(({ incidentKey, by, at, reason }) => [incidentKey, { by, at, reason }]))
  return incidents.map((incident) => ({ ...incident, retry: retried.get(incident.key) ?? null }))
}
