/** An instance of a process as its engine tells it. */
export interface FoundInstance {
  key: string
  processId: string
  state: 'ACTIVE' | 'COMPLETED' | 'TERMINATED'
  startedAt: Date
  /** Null while it is active. */
  endedAt: Date | null
}

/** One stay of an instance at an element; `endedAt` is null while it lasts. */
export interface Stay {
  key: string
  elementId: string
  state: 'ACTIVE' | 'COMPLETED' | 'TERMINATED'
  incident: boolean
  enteredAt: Date
  endedAt: Date | null
}

/** Which stays are asked: the first or the last first, at most so many, after the one that was read last. */
export interface StaysAsked {
  /** Only at these elements; null for all. */
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

/** By which element of which instance another was called. */
export interface Caller {
  key: string
  elementId: string
}

/** An instance that an element called; `stopped` where it, or one that it called, stands still. */
export interface CalledInstance extends FoundInstance {
  elementId: string
  stopped: boolean
}

/** A variable; `elementId` null for one of the whole instance, else the element at which alone it holds. */
export interface FoundVariable {
  name: string
  value: unknown
  elementId: string | null
}

/** Jobs of a kind that wait at an element to be taken or answered. */
export interface WaitingJobs {
  elementId: string
  type: string
  count: number
}

/** Timers of an event that run at an element; `dueAt` is the earliest. */
export interface WaitingTimers {
  elementId: string
  eventId: string
  count: number
  dueAt: Date
}

/** Messages of a name that an event awaits, each by its correlation key; of many keys the first. */
export interface AwaitedMessages {
  elementId: string
  name: string
  count: number
  keys: string[]
}

/** What an instance waits for; null where the engine cannot tell. */
export interface Waits {
  jobs: WaitingJobs[] | null
  timers: WaitingTimers[] | null
  messages: AwaitedMessages[] | null
}

/** Of how many awaited messages of a name the keys are told. */
export const MOST_KEYS = 5

/** What is told of one instance to whoever watches it. None of it decides anything. */
export interface InstanceReads {
  stays(processInstanceKey: string, asked: StaysAsked): Promise<Stay[]>
  /** In the order in which elements were entered. */
  times(processInstanceKey: string): Promise<ElementTime[]>
  /** Null for a root, and where the engine cannot tell. */
  caller(processInstanceKey: string): Promise<Caller | null>
  /** Those that stand still first, then the latest, at most so many; null where the engine cannot tell. */
  called(processInstanceKey: string, most: number): Promise<CalledInstance[] | null>
  /** By name, those of the whole instance first, at most so many; null where the engine cannot tell. */
  variables(processInstanceKey: string, most: number): Promise<FoundVariable[] | null>
  waits(processInstanceKey: string): Promise<Waits>
}
