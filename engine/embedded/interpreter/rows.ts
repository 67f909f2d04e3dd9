import type { ElementKind } from '../models/model.ts'

/* MULTI_INSTANCE is the body around the instances of an activity; the instances carry the activity's own kind. */
type RowKind = ElementKind | 'MULTI_INSTANCE'
type ElementState = 'ARRIVED' | 'ACTIVATING' | 'ACTIVE' | 'COMPLETING'

/** Where a token is, or a scope that holds tokens. */
export interface ElementRow {
  key: string
  rootKey: string
  instanceKey: string
  /** The row that holds this one; null for a root. */
  scopeKey: string | null
  /** From the root down to the scope. */
  ancestors: string[]
  resourceKey: string
  elementId: string
  kind: RowKind
  state: ElementState
  /** How many of the listeners of its present phase have run. */
  listener: number
  children: number
  /** Of an instance of a multi-instance, from 1. */
  loopCounter: number | null
  /** Of a body: how many instances there will be. */
  loopSize: number | null
  /** Of a token that waits at a join: the flow it came by. */
  flowId: string | null
  enteredAt: Date
}

/** The columns of `engine.elements c`, as an ElementRow. */
export const ELEMENT_COLUMNS = `c.key, c.root_key as "rootKey", c.instance_key as "instanceKey", c.scope_key as "scopeKey",
  c.ancestors, c.resource_key as "resourceKey", c.element_id as "elementId", c.kind, c.state, c.listener, c.children,
  c.loop_counter as "loopCounter", c.loop_size as "loopSize", c.flow_id as "flowId", c.entered_at as "enteredAt"`

/** The elements `c` from an element `e` upwards, itself included. Fetched one by one: after a long held snapshot the statistics
 * tell of two rows in a thousand pages, and a join would read all those pages. */
export const CHAIN = `cross join lateral unnest(e.ancestors || e.key) a (key)
  cross join lateral (select * from engine.elements c where c.key = a.key offset 0) c`

/** What an update writes of a row, to compare. */
export const writtenText = ({ state, listener, children, loopSize, flowId }: ElementRow): string =>
  JSON.stringify([state, listener, children, loopSize, flowId])

export type JobPhase = 'START' | 'TASK' | 'END'
export interface JobRow {
  key: string
  rootKey: string
  instanceKey: string
  elementKey: string
  processId: string
  elementId: string
  type: string
  phase: JobPhase
  retries: number
}

export interface TimerRow {
  key: string
  rootKey: string
  elementKey: string
  eventId: string
  dueAt: Date
  /** Of a repeated timer: its duration, and how often it is still to fire; null without end. */
  cycle: string | null
  repetitions: number | null
}

export interface SubscriptionRow {
  key: string
  rootKey: string
  elementKey: string
  processId: string
  eventId: string
  name: string
  correlationKey: string
}

/** What the interpreter has still to do: the only way in which its parts call one another. */
export type Step =
  | { do: 'ENTER'; key: string }
  /** Behind the start listeners: subscriptions, then what the element does. */
  | { do: 'OPEN'; key: string }
  | { do: 'COMPLETE'; key: string; variables: Variables }
  /** Behind the end listeners: the row ends and the token goes on. */
  | { do: 'LEAVE'; key: string }
  | { do: 'TRIGGER'; key: string; eventId: string; variables: Variables }
  /** With the job that threw it: where nobody catches the error, resolving hands the job out again. */
  | { do: 'THROW'; key: string; errorCode: string; jobKey: string | null }
  /** A message that could not be handed over to the element is tried again. */
  | { do: 'DELIVER'; key: string; messageKey: string }
  /** A scope may have nothing left to wait for. */
  | { do: 'SETTLE'; key: string }

export type Variables = Record<string, unknown>

export interface HistoryRow {
  key: string
  rootKey: string
  instanceKey: string
  elementId: string
  kind: RowKind | 'FLOW'
  /** NOT_MADE: a user task that was taken away before its start listeners had ended. */
  outcome: 'COMPLETED' | 'TERMINATED' | 'NOT_MADE' | 'TAKEN'
  enteredAt: Date
  endedAt: Date
}

export interface IncidentRow {
  key: string
  rootKey: string
  instanceKey: string
  elementKey: string
  elementId: string
  jobKey: string | null
  /** What is done again when it is resolved; of a job the job itself. */
  step: Step | { do: 'JOB' }
  code: string
  violatedConstraint: string | null
  sentence: string
  createdAt: Date
}

export interface InstanceRow {
  key: string
  rootKey: string
  /** The element that called it; null for a root. */
  callerKey: string | null
  processId: string
  resourceKey: string
  /** Correlation key of the message that started it. */
  startKey: string | null
  startedAt: Date
}
