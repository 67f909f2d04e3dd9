import type { Expression } from '../feel/feel.ts'

export type ElementKind =
  | 'PROCESS'
  | 'SUB_PROCESS'
  | 'EVENT_SUB_PROCESS'
  | 'CALL_ACTIVITY'
  | 'SERVICE_TASK'
  | 'USER_TASK'
  | 'BUSINESS_RULE_TASK'
  | 'RECEIVE_TASK'
  | 'EXCLUSIVE_GATEWAY'
  | 'PARALLEL_GATEWAY'
  | 'EVENT_BASED_GATEWAY'
  | 'START_EVENT'
  | 'CATCH_EVENT'
  | 'THROW_EVENT'
  | 'BOUNDARY_EVENT'
  | 'END_EVENT'

export interface Flow {
  id: string
  source: string
  target: string
  /** Only behind an exclusive gateway. */
  condition: Expression | null
}

export interface Mapping {
  source: Expression
  /** Name of a variable, or a path of names with dots between. */
  target: string
}

export interface Listener {
  type: string
  retries: number
}

/** What an event waits for or does; a none event has no definition. */
export type EventDefinition =
  | { type: 'MESSAGE'; name: string; correlationKey: Expression | null }
  | { type: 'TIMER'; timer: 'DATE' | 'DURATION' | 'CYCLE'; value: Expression }
  /** `errorCode` null on a catch: every code. */
  | { type: 'ERROR'; errorCode: string | null }
  | { type: 'TERMINATE' }

export interface Loop {
  sequential: boolean
  inputCollection: Expression
  inputElement: string | null
  outputCollection: string | null
  outputElement: Expression | null
}

export interface CalledProcess {
  processId: string
  /** Which version runs: the newest, the one of the same deployment, or the newest with this tag. */
  binding: { type: 'latest' } | { type: 'deployment' } | { type: 'versionTag'; tag: string }
  propagatesParent: boolean
  propagatesChild: boolean
}

export interface CalledDecision {
  decisionId: string
  binding: CalledProcess['binding']
  resultVariable: string
}

/** One element of a process, with all that running it takes. `scopeId` is the element that holds it; null for the process. */
export interface Element {
  id: string
  name: string
  kind: ElementKind
  scopeId: string | null
  incoming: readonly string[]
  outgoing: readonly Flow[]
  defaultFlow: string | null
  inputs: readonly Mapping[]
  outputs: readonly Mapping[]
  startListeners: readonly Listener[]
  endListeners: readonly Listener[]
  loop: Loop | null
  /** Events attached to this activity. */
  boundaries: readonly string[]
  /** Of a scope: its none start event, and its event sub-processes. */
  start: string | null
  eventSubProcesses: readonly string[]
  /** Of a start event in an event sub-process and of a boundary event. */
  interrupting: boolean
  event: EventDefinition | null
  job: { type: string; retries: number } | null
  call: CalledProcess | null
  decision: CalledDecision | null
  formId: string | null
}

/** A process as the interpreter runs it. The process itself is an element, under the process id. */
export interface ProcessModel {
  processId: string
  name: string
  versionTag: string | null
  elements: ReadonlyMap<string, Element>
  flows: ReadonlyMap<string, Flow>
  /** Message start events of the process: one for each message name. */
  messageStarts: readonly { messageName: string; elementId: string }[]
}

/** The element of an id. Throws TypeError where the model has none: a row that no version explains. */
export function elementOf(model: ProcessModel, id: string): Element {
  const element = model.elements.get(id)
  if (!element) throw new TypeError(`the process ${model.processId} has no element ${id}`)
  return element
}
