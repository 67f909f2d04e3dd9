/** Where a process stands still, in one sentence for people. */
export interface EngineIncident {
  key: string
  processInstanceKey: string
  elementId: string
  /** The job that stopped, or null where the engine itself could not go on. */
  jobKey: string | null
  code: string
  sentence: string
  createdAt: Date
}

/* A variable by which instances are known that no job has told of yet. */
interface KnownBy {
  name: string
  value: string
}

type InstanceState = 'ACTIVE' | 'COMPLETED' | 'TERMINATED'

interface FoundInstance {
  key: string
  processId: string
  state: InstanceState
  startedAt: Date
  endedAt: Date | null
}

/** An instance that an element called; `stopped` where it, or one that it called, stands still. */
interface CalledInstance extends FoundInstance {
  elementId: string
  stopped: boolean
}

/** One stay of an instance at an element; `endedAt` is null while it lasts. */
export interface Stay {
  key: string
  elementId: string
  state: InstanceState
  incident: boolean
  enteredAt: Date
  endedAt: Date | null
}

/** Which stays are asked: the first or the last first, at these elements or all. */
export interface StaysAsked {
  elementIds: readonly string[] | null
  order: 'FIRST' | 'LAST'
  after: Pick<Stay, 'key' | 'enteredAt'> | null
  limit: number
}

/** All stays at an element together: how many have ended and how long they took (milliseconds), and since when the oldest of the
 * others lasts. */
export interface ElementTime {
  elementId: string
  ended: number
  spentMs: number
  since: Date | null
}

/** A variable; `elementId` null for one of the whole instance. */
export interface FoundVariable {
  name: string
  value: unknown
  elementId: string | null
}

/** What an instance waits for; null where the engine cannot tell. */
export interface Waits {
  jobs: readonly { elementId: string; type: string; count: number }[] | null
  timers: readonly { elementId: string; eventId: string; count: number; dueAt: Date }[] | null
  /** Of many keys the first. */
  messages: readonly { elementId: string; name: string; count: number; keys: readonly string[] }[] | null
}

/** What is shown of the engine: instances, where tokens wait or failed, the way they took, and where Operate is. */
export interface EngineView {
  tokens: (
    processInstanceKey: string,
  ) => Promise<readonly { elementId: string; active: number; incidents: number }[]>
  incidents: (processInstanceKey: string) => Promise<readonly EngineIncident[]>
  /** The oldest that are open, of instances known by the variable where one is told; of any where the engine cannot tell. */
  openIncidents: (most: number, variable?: KnownBy) => Promise<readonly EngineIncident[]>
  path: (
    processInstanceKey: string,
  ) => Promise<
    readonly { elementId: string; kind: 'ELEMENT' | 'FLOW'; completed: number; terminated: number }[]
  >
  /** Null while the engine shows no such instance. */
  instance: (processInstanceKey: string) => Promise<FoundInstance | null>
  /** Instances with these keys, and all that belong to them. */
  family: (
    processInstanceKeys: readonly string[],
  ) => Promise<readonly { key: string; processId: string; startedAt: Date }[]>
  /** Every version of every process that was deployed. */
  versions: () => Promise<readonly { processId: string; version: number }[]>
  /** Whether the instance is known by the variable. */
  holds: (processInstanceKey: string, variable: KnownBy) => Promise<boolean>
  stays: (processInstanceKey: string, asked: StaysAsked) => Promise<readonly Stay[]>
  /** In the order in which elements were entered. */
  times: (processInstanceKey: string) => Promise<readonly ElementTime[]>
  /** By which element of which instance it was called; null for a root, and where the engine cannot tell. */
  caller: (processInstanceKey: string) => Promise<{ key: string; elementId: string } | null>
  /** Those that stand still first, then the latest; null where the engine cannot tell. */
  called: (processInstanceKey: string, most: number) => Promise<readonly CalledInstance[] | null>
  /** Those of the whole instance first; null where the engine cannot tell. */
  variables: (processInstanceKey: string, most: number) => Promise<readonly FoundVariable[] | null>
  waits: (processInstanceKey: string) => Promise<Waits>
  /** Null where the engine has no Operate. */
  operateUrl: string | null
}
