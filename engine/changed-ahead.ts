import { TERMS } from '../domain/process/interventions.ts'
import type { Expression } from './embedded/feel/feel.ts'
import type { Element, ProcessModel } from './embedded/models/model.ts'
import { ModelRefusal } from './embedded/models/read-problems.ts'
import { readProcesses } from './embedded/models/read-process.ts'
import type { ProcessEngine } from './port.ts'

interface Asked {
  processInstanceKey: string
  processId: string
  version: number
}

/** The elements that an instance may still come to and that another version has otherwise, or has not: names, drawing, retries, and
 * how a term that our rows hold is read, count for nothing. Null where the engine does not tell. */
export async function changedAhead(
  engine: Pick<ProcessEngine, 'versionOf' | 'model' | 'tokens'>,
  { processInstanceKey: key, processId, version }: Asked,
): Promise<string[] | null> {
  const [running, places] = await Promise.all([engine.versionOf(key), engine.tokens(key)])
  if (running === null) return null
  const [today, then] = await Promise.all(
    [running, version].map(async (one) =>
      modelIn(processId, await engine.model({ processId, version: one })),
    ),
  )
  if (!today || !then) return null
  return differences(
    today,
    then,
    places.map(({ elementId }) => elementId),
  )
}

/* Null too where this release does not understand it: nobody says then what would change. */
async function modelIn(processId: string, xml: string | null): Promise<ProcessModel | null> {
  if (xml === null) return null
  const found = await readProcesses(`${processId}.bpmn`, xml).catch((error: unknown) => {
    if (error instanceof ModelRefusal) return []
    throw error
  })
  return found.find((one) => one.processId === processId) ?? null
}

/** The same of two models, from these elements on. */
export function differences(today: ProcessModel, then: ProcessModel, open: readonly string[]): string[] {
  const read = termsReadBy(then)
  const ids = new Set([...aheadOf(today, open), ...aheadOf(then, open)])
  return [...ids]
    .filter((id) => meaningOf(today, id, read) !== meaningOf(then, id, read) || isBoundAnew(then, id))
    .toSorted()
}

/* What follows, what is attached, and what the scope may still begin; a scope in which a token stands counts whole. */
function aheadOf({ elements, processId }: ProcessModel, open: readonly string[]): Set<string> {
  const ahead = new Set<string>()
  const next = [...open]
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    const element = elements.get(id)
    if (element === undefined || ahead.has(id)) continue
    ahead.add(id)
    const begins = id === processId ? [] : startsOf(elements, id)
    next.push(...element.outgoing.map(({ target }) => target), ...element.boundaries, ...begins)
    next.push(...element.eventSubProcesses, ...(element.scopeId === null ? [] : [element.scopeId]))
  }
  return ahead
}

const startsOf = (elements: ProcessModel['elements'], scopeId: string): string[] =>
  [...elements.values()]
    .filter((one) => one.scopeId === scopeId && one.kind === 'START_EVENT')
    .map(({ id }) => id)

/* Timers of a version that read nothing but the term that our rows hold. */
function termsReadBy({ processId, elements }: ProcessModel): ReadonlySet<string> {
  const terms = TERMS.filter((term) => {
    const event = term.processId === processId ? elements.get(term.eventId)?.event : null
    return event?.type === 'TIMER' && event.timer === 'DATE' && readsOnly(event.value, term.variable)
  })
  return new Set(terms.map(({ eventId }) => eventId))
}

const readsOnly = ({ source, names }: Expression, variable: string): boolean =>
  source === variable && names.length === 1

/* What it calls comes from the deployment of its version. */
const isBoundAnew = ({ elements }: ProcessModel, id: string): boolean => {
  const { call, decision } = elements.get(id) ?? {}
  return call?.binding.type === 'deployment' || decision?.binding.type === 'deployment'
}

/* All that an element does, as a text; empty where the version does not have it. */
function meaningOf({ elements }: ProcessModel, id: string, terms: ReadonlySet<string>): string {
  const element = elements.get(id)
  if (element === undefined) return ''
  const { outgoing, defaultFlow, startListeners, endListeners, job, event, boundaries } = element
  return JSON.stringify({
    ...element,
    ...{ name: '', incoming: [], defaultFlow: null, boundaries: boundaries.toSorted(), job: job?.type },
    ...{ startListeners: typesOf(startListeners), endListeners: typesOf(endListeners) },
    event: terms.has(id) && event?.type === 'TIMER' ? 'TERM' : event,
    outgoing: outgoing.map(({ id: flow, target, condition }) => ({
      ...{ target, when: condition?.source, otherwise: flow === defaultFlow },
    })),
  })
}

const typesOf = (listeners: Element['startListeners']) => listeners.map(({ type }) => type)
