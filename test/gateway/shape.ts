import type { DeployedRow, ElementRow } from './engine-rows.ts'
import type { InstanceRow, JobRow, SubscriptionRow, VariableRow } from './instance-rows.ts'
import type { Incident, UserTaskState } from '../../engine/port.ts'

/** What every version searches. */
export type SearchName = 'tasks' | 'elements' | 'incidents' | 'instances' | 'definitions'
/** What later ones do too. */
export type LaterName = 'variables' | 'jobs' | 'messages'

export interface TaskRow {
  key: string
  elementInstanceKey: string
  elementId: string
  state: UserTaskState
  instanceKey: string
}

/** One search as it was asked, whatever its version calls things. */
export interface Asked {
  /** The engine's own key; null where it was not asked for, or several were. */
  instanceKey: string | null
  /** All that were asked for. */
  instanceKeys: readonly string[]
  /** Of instances: the one that called them. */
  parentKey: string | null
  /** Of elements: the one that was asked for; null for all. */
  elementKey: string | null
  state: string | null
  limit: number
  /** The key of the last item of the page before. */
  after: string | null
}
export interface Found<T> {
  items: readonly T[]
  total: number
}

/** How one version of Camunda asks and answers over REST. */
export interface Shape {
  /** Below `/v2/`. */
  paths: Record<SearchName, string>
  /** What it searches of one instance beside its elements; null where it does not. */
  later: {
    paths: Record<LaterName, string>
    variable: (row: VariableRow) => object
    job: (row: JobRow) => object
    message: (row: SubscriptionRow) => object
  } | null
  /** Throws ZodError where the question has not this version's shape. */
  read: (search: SearchName | LaterName, body: unknown) => Asked
  task: (row: TaskRow) => object
  element: (row: ElementRow) => object
  incident: (row: Incident) => object
  instance: (row: InstanceRow) => object
  definition: (row: DeployedRow) => object
  answer: (items: readonly object[], found: Found<{ key: string }>) => object
  /** Whether the process itself is among its elements. */
  listsProcess: boolean
  /** Whether it tells of the sequence flows that were taken. */
  hasFlows: boolean
  /** What back-pressure is answered with. */
  busyStatus: 429 | 503
}

/* What the engine calls its own has no name there. */
const incidentTypes = new Map([
  ['EXPRESSION', 'EXTRACT_VALUE_ERROR'],
  ['DECISION', 'DECISION_EVALUATION_ERROR'],
  ['JOB_NO_RETRIES', 'JOB_NO_RETRIES'],
])
export const incidentType = (code: string): string => incidentTypes.get(code) ?? 'UNKNOWN'

const elementTypes = new Map([['MULTI_INSTANCE', 'MULTI_INSTANCE_BODY']])
export const elementType = (kind: string): string => elementTypes.get(kind) ?? kind
