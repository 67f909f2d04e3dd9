import type { Element, ElementKind, ProcessModel } from './model.ts'
import type { Problem } from './read-problems.ts'

/** Refuses a circle in which nothing waits: its token would never come to rest. */
export function checkCircles(model: ProcessModel, problems: Problem[]): void {
  const steps = stepsOf(model)
  const told = new Set<string>()
  for (const place of steps.keys()) {
    if (told.has(place)) continue
    const circle = wayBack(place, steps)
    if (!circle) continue
    for (const passed of circle) told.add(passed)
    const ids = [...new Set(circle.map(elementIdOf))]
    problems.push({
      elementId: ids[0] ?? null,
      reason: `a token would go round for ever through ${ids.join(', ')}: put a task, a timer or a message on the way`,
    })
  }
}

/* A place is an element's id, or for a scope the moment in which it has ended: no id has a slash. */
const endOf = (scopeId: string): string => `${scopeId}/`
const elementIdOf = (place: string): string => place.replace(/\/$/, '')

const WAITS: ReadonlySet<ElementKind> = new Set<ElementKind>([
  ...(['SERVICE_TASK', 'USER_TASK', 'RECEIVE_TASK', 'CALL_ACTIVITY'] as const),
  ...(['CATCH_EVENT', 'EVENT_BASED_GATEWAY'] as const),
])

const isScope = ({ kind }: Element): boolean => kind === 'SUB_PROCESS' || kind === 'EVENT_SUB_PROCESS'

/** True where a token rests before it is here: at a wait, at an event that is still to come, at a listener's job. */
function rests(element: Element): boolean {
  const isTriggered = element.kind === 'BOUNDARY_EVENT' || element.kind === 'START_EVENT'
  if (isTriggered && element.event !== null && element.event.type !== 'ERROR') return true
  const listens = element.startListeners.length > 0 || (!isScope(element) && element.endListeners.length > 0)
  return WAITS.has(element.kind) || listens
}

/** From each place without rest to those that a token reaches at once. */
function stepsOf(model: ProcessModel): ReadonlyMap<string, readonly string[]> {
  const steps = new Map<string, string[]>()
  for (const element of model.elements.values()) {
    if (element.kind !== 'PROCESS' && !rests(element)) steps.set(element.id, nextOf(element, model))
    if (isScope(element) && element.endListeners.length === 0)
      steps.set(endOf(element.id), afterScope(element))
  }
  return steps
}

function nextOf(element: Element, model: ProcessModel): string[] {
  if (isScope(element)) return element.start === null ? [] : [element.start]
  if (element.event?.type === 'ERROR' && element.kind === 'END_EVENT')
    return catchersOf(element, element.event.errorCode, model)
  return element.outgoing.length > 0 ? targetsOf(element) : [endOf(element.scopeId ?? '')]
}

/* When an event sub-process ends, the scope that holds it may end. */
const afterScope = (scope: Element): string[] =>
  scope.kind === 'SUB_PROCESS' && scope.outgoing.length > 0 ? targetsOf(scope) : [endOf(scope.scopeId ?? '')]

const targetsOf = ({ outgoing }: Element): string[] => outgoing.map(({ target }) => target)

/* Outwards: a scope's event sub-processes, then its boundary. One that caught an error already is not asked again. */
function catchersOf(thrown: Element, errorCode: string | null, { elements }: ProcessModel): string[] {
  let inner: Element = thrown
  for (let scope = scopeOf(thrown, elements); scope; scope = scopeOf(scope, elements)) {
    const isInterrupted = inner.kind === 'EVENT_SUB_PROCESS' && elements.get(inner.start ?? '')?.interrupting
    const starts = isInterrupted ? [] : scope.eventSubProcesses.map((id) => elements.get(id)?.start ?? '')
    const found = firstCatch([starts, scope.boundaries], errorCode, elements)
    if (found !== undefined) return [found]
    inner = scope
  }
  return []
}

const scopeOf = ({ scopeId }: Element, elements: ProcessModel['elements']): Element | undefined =>
  elements.get(scopeId ?? '')

/* In one scope the one that names the code goes before the one that takes every error. */
function firstCatch(
  groups: readonly (readonly string[])[],
  errorCode: string | null,
  elements: ProcessModel['elements'],
): string | undefined {
  const takes = (id: string, code: string | null): boolean => {
    const event = elements.get(id)?.event
    return event?.type === 'ERROR' && event.errorCode === code
  }
  const inOrder = groups.flatMap((ids) => [errorCode, null].map((code) => ids.find((id) => takes(id, code))))
  return inOrder.find((id) => id !== undefined)
}

/** The shortest way from a place back to it; null where there is none. */
function wayBack(place: string, steps: ReadonlyMap<string, readonly string[]>): string[] | null {
  const ways: string[][] = [[place]]
  const seen = new Set<string>()
  for (let way = ways.shift(); way; way = ways.shift())
    for (const next of steps.get(way.at(-1) ?? '') ?? []) {
      if (next === place) return way
      if (seen.has(next) || !steps.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  return null
}
