import { bareProcess, element, line, scopeOf } from './model.ts'
import type { Extras, Model, Names, Node, Part } from './model.ts'
import { tag, textTag } from './xml.ts'

/** What an event waits for or does; `id` is that of the element which has it. */
export interface Event {
  content: (id: string) => string
  beside?: (id: string, names: Names) => string
}

/** A message; without a correlation key it only starts processes. */
export const message = (name: string, correlationKey?: string): Event => ({
  content: (id) => tag('bpmn:messageEventDefinition', { messageRef: `Message_${id}` }),
  beside: (id, names) =>
    tag(
      'bpmn:message',
      { id: `Message_${id}`, name: names(name) },
      correlationKey === undefined
        ? ''
        : tag('bpmn:extensionElements', {}, tag('zeebe:subscription', { correlationKey })),
    ),
})

const timer =
  (kind: string) =>
  (value: string): Event => ({
    content: () =>
      tag(
        'bpmn:timerEventDefinition',
        {},
        textTag(`bpmn:${kind}`, { 'xsi:type': 'bpmn:tFormalExpression' }, value),
      ),
  })
export const duration = timer('timeDuration')
export const date = timer('timeDate')
export const cycle = timer('timeCycle')

/** An error; without a code a catch takes every error. */
export const error = (errorCode?: string): Event => ({
  content: (id) =>
    tag('bpmn:errorEventDefinition', { errorRef: errorCode === undefined ? undefined : `Error_${id}` }),
  beside: (id) =>
    errorCode === undefined ? '' : tag('bpmn:error', { id: `Error_${id}`, name: errorCode, errorCode }),
})
export const terminate: Event = { content: () => tag('bpmn:terminateEventDefinition', {}) }

const eventShape = (id: string, event: Event | undefined) => ({
  content: () => event?.content(id) ?? '',
  beside: (names: Names) => event?.beside?.(id, names) ?? '',
})

export const start = (id: string, event?: Event, extras: Extras = {}): Node =>
  element(id, extras, { type: 'startEvent', ...eventShape(id, event) })
export const end = (id: string, event?: Event): Node =>
  element(id, {}, { type: 'endEvent', ...eventShape(id, event) })
export const catching = (id: string, event: Event, extras: Extras = {}): Node =>
  element(id, extras, { type: 'intermediateCatchEvent', ...eventShape(id, event) })

interface Attached {
  on: string
  interrupting?: boolean
}
export const boundary = (id: string, { on, interrupting = true }: Attached, event: Event): Node =>
  element(
    id,
    {},
    {
      type: 'boundaryEvent',
      attributes: { attachedToRef: on, cancelActivity: interrupting },
      ...eventShape(id, event),
    },
  )

/** A service task; its job type is its id where none is given. */
export function service(id: string, extras: Extras & { type?: string; retries?: number } = {}): Node {
  const { type = id, retries = 3, ...others } = extras
  return element(id, others, {
    type: 'serviceTask',
    jobTypes: [type],
    extension: (names) => tag('zeebe:taskDefinition', { type: names(type), retries }),
  })
}

export const user = (id: string, extras: Extras = {}): Node =>
  element(id, extras, { type: 'userTask', extension: () => tag('zeebe:userTask', {}) })

export const receive = (id: string, awaited: Event, extras: Extras = {}): Node =>
  element(id, extras, {
    type: 'receiveTask',
    attributes: { messageRef: `Message_${id}` },
    beside: (names) => awaited.beside?.(id, names) ?? '',
  })

export const decide = (
  id: string,
  { decision, result }: { decision: string; result: string },
  extras: Extras = {},
): Node =>
  element(id, extras, {
    type: 'businessRuleTask',
    extension: (names) =>
      tag('zeebe:calledDecision', { decisionId: names(decision), resultVariable: result }),
  })

interface Called {
  process: string
  bindingType?: 'latest' | 'deployment' | 'versionTag'
  versionTag?: string
  propagateAllParentVariables?: boolean
  propagateAllChildVariables?: boolean
}
export const call = (id: string, { process, ...attributes }: Called, extras: Extras = {}): Node =>
  element(id, extras, {
    type: 'callActivity',
    extension: (names) => tag('zeebe:calledElement', { processId: names(process), ...attributes }),
  })

export const exclusive = (id: string, extras: Extras = {}): Node =>
  element(id, extras, { type: 'exclusiveGateway' })
export const parallel = (id: string): Node => element(id, {}, { type: 'parallelGateway' })
export const eventBased = (id: string): Node => element(id, {}, { type: 'eventBasedGateway' })

function container(
  id: string,
  extras: Extras,
  { parts, triggeredByEvent }: { parts: readonly Part[]; triggeredByEvent?: boolean },
): Node {
  const scope = scopeOf(parts)
  return element(id, extras, {
    type: 'subProcess',
    attributes: { triggeredByEvent },
    content: scope.render,
    beside: scope.beside,
    jobTypes: scope.jobTypes,
  })
}

/** A sub-process, with a none start event among its parts. */
export const sub = (id: string, parts: readonly Part[], extras: Extras = {}): Node =>
  container(id, extras, { parts })

interface Trigger {
  event: Event
  interrupting?: boolean
  /** Of the start event. */
  outputs?: Extras['outputs']
}
/** An event sub-process: its start event is called `<id>Start` and leads to the first element given. */
export function eventSub(id: string, trigger: Trigger, work: readonly Node[], extras: Extras = {}): Node {
  const { event, interrupting = true, outputs = {} } = trigger
  const startId = `${id}Start`
  const begin = element(
    startId,
    { outputs },
    { type: 'startEvent', attributes: { isInterrupting: interrupting }, ...eventShape(startId, event) },
  )
  return container(id, extras, { parts: line(begin, ...work), triggeredByEvent: true })
}

export const BEGIN = 'begin-'
export const ENTER = 'enter-'

/** A process that a message starts; behind the start the service task `Enter` waits, to which the parts are joined. */
export function process(
  id: string,
  parts: readonly Part[],
  options: Parameters<typeof bareProcess>[2] = {},
): Model {
  const begin = line(start('Begin', message(BEGIN + id)), service('Enter', { type: ENTER + id }))
  return bareProcess(id, [begin, parts], options)
}
