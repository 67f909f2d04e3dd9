import type { Element, ElementKind, EventDefinition, Flow, ProcessModel } from './model.ts'
import { type Problem, type Site, siteOf } from './read-problems.ts'

/** How the elements may stand to one another: starts, flows, gateways, events that would be mistaken for one another. */
export function checkStructure(model: ProcessModel, problems: Problem[]): void {
  for (const flow of model.flows.values()) checkFlow(siteOf(problems, flow.id), flow, model)
  for (const element of model.elements.values())
    CHECKS[element.kind]?.(siteOf(problems, element.id), element, model)
}

const NOTHING_ENTERS: ReadonlySet<ElementKind> = new Set<ElementKind>([
  ...(['START_EVENT', 'BOUNDARY_EVENT', 'EVENT_SUB_PROCESS'] as const),
])
const NOTHING_LEAVES: ReadonlySet<ElementKind> = new Set<ElementKind>(['END_EVENT', 'EVENT_SUB_PROCESS'])

function checkFlow(at: Site, { source, target, condition }: Flow, { elements }: ProcessModel): void {
  const [from, to] = [elements.get(source), elements.get(target)]
  if (!from || !to) return
  if (from.scopeId !== to.scopeId)
    at.refuse('the flow crosses the border of a sub-process: end it at the border')
  if (NOTHING_ENTERS.has(to.kind))
    at.refuse(`the flow leads into ${target}, which nothing can enter: lead it elsewhere`)
  if (NOTHING_LEAVES.has(from.kind))
    at.refuse(`the flow leaves ${source}, which nothing can leave: remove it`)
  if (condition && from.kind !== 'EXCLUSIVE_GATEWAY')
    at.refuse('the flow has a condition and leaves no exclusive gateway: put one before it')
}

type Check = (at: Site, element: Element, model: ProcessModel) => void
const CHECKS: Partial<Record<ElementKind, Check>> = {
  PROCESS: checkProcess,
  SUB_PROCESS: (at, scope, model) => {
    if (startsIn(scope, model).length !== 1)
      at.refuse('a sub-process begins once: give it exactly one start event')
    checkScope(at, scope, model)
    checkActivity(at, scope, model)
  },
  EVENT_SUB_PROCESS: (at, scope, model) => {
    if (startsIn(scope, model).length !== 1)
      at.refuse('an event sub-process begins with its event: give it exactly one start event')
    if (scope.loop) at.refuse('an event sub-process is no multi-instance: put the multi-instance inside it')
    checkScope(at, scope, model)
  },
  CALL_ACTIVITY: checkActivity,
  SERVICE_TASK: checkActivity,
  USER_TASK: checkActivity,
  BUSINESS_RULE_TASK: checkActivity,
  RECEIVE_TASK: checkActivity,
  EXCLUSIVE_GATEWAY: checkExclusive,
  EVENT_BASED_GATEWAY: checkEventBased,
  BOUNDARY_EVENT: (at, { outgoing }) => {
    if (outgoing.length === 0) at.refuse('nothing follows the boundary event: draw a flow from it')
  },
}

const startsIn = ({ id }: Element, { elements }: ProcessModel): Element[] =>
  [...elements.values()].filter(({ kind, scopeId }) => kind === 'START_EVENT' && scopeId === id)

function checkProcess(at: Site, process: Element, model: ProcessModel): void {
  const starts = startsIn(process, model)
  const none = starts.filter(({ event }) => event === null)
  if (starts.length === 0) at.refuse('the process has no start event: draw one')
  if (none.length > 1) at.refuse(`the process has several none start events (${idsOf(none)}): keep one`)
  for (const [trigger, same] of alike(starts))
    at.refuse(`${trigger} starts the process at several events (${idsOf(same)}): keep one`)
  checkScope(at, process, model)
}

/* Two of them would be triggered by the same thing, and which one is not said. */
function checkScope(at: Site, scope: Element, model: ProcessModel): void {
  const starts = scope.eventSubProcesses.flatMap((id) => {
    const inner = model.elements.get(id)
    return inner ? startsIn(inner, model) : []
  })
  for (const [trigger, same] of alike(starts))
    at.refuse(`${trigger} starts several event sub-processes (${idsOf(same)}): keep one`)
}

function checkActivity(at: Site, activity: Element, { elements }: ProcessModel): void {
  const boundaries = activity.boundaries.flatMap((id) => elements.get(id) ?? [])
  const own = activity.kind === 'RECEIVE_TASK' ? [activity] : []
  for (const [trigger, same] of alike([...own, ...boundaries]))
    at.refuse(`${trigger} is caught several times here (${idsOf(same)}): keep one`)
}

const idsOf = (elements: readonly Element[]): string => elements.map(({ id }) => id).join(', ')

/** What triggers an event, in words; null where two may wait for the same. */
function triggerOf(event: EventDefinition | null): string | null {
  if (event?.type === 'MESSAGE') return `the message ${event.name}`
  if (event?.type === 'ERROR')
    return event.errorCode === null ? 'every error' : `the error ${event.errorCode}`
  return null
}

function alike(elements: readonly Element[]): [string, Element[]][] {
  const byTrigger = new Map<string, Element[]>()
  for (const element of elements) {
    const trigger = triggerOf(element.event)
    if (trigger !== null) byTrigger.set(trigger, [...(byTrigger.get(trigger) ?? []), element])
  }
  return [...byTrigger].filter(([, same]) => same.length > 1)
}

function checkExclusive(at: Site, { outgoing, defaultFlow }: Element): void {
  const byDefault = outgoing.find(({ id }) => id === defaultFlow)
  if (defaultFlow !== null && !byDefault)
    at.refuse(`the default flow ${defaultFlow} does not leave this gateway: choose one that does`)
  if (byDefault?.condition) at.refuse(`the default flow ${byDefault.id} has a condition: remove it`)
  if (outgoing.length < 2) return
  for (const { id } of outgoing.filter(({ condition, id }) => condition === null && id !== defaultFlow))
    at.refuse(`the flow ${id} has no condition: write one, or make it the default flow`)
}

function checkEventBased(at: Site, { outgoing }: Element, { elements }: ProcessModel): void {
  const targets = outgoing.flatMap(({ target }) => elements.get(target) ?? [])
  if (outgoing.length < 2)
    at.refuse('an event-based gateway waits for several events: draw at least two flows')
  for (const { id } of targets.filter(({ kind }) => kind !== 'CATCH_EVENT'))
    at.refuse(`${id} follows the event-based gateway: put a message or timer catch event there`)
  for (const [trigger, same] of alike(targets))
    at.refuse(`${trigger} is awaited several times behind the gateway (${idsOf(same)}): keep one`)
}
