import type { Scenario } from './scenario.ts'

/** One person at the API, signed in as in a browser. Every call throws on an answer other than 2xx. */
export interface Caller {
  personId: string
  get<T>(path: string): Promise<T>
  /** All pages of a list. */
  list<T>(path: string): Promise<T[]>
  post<T>(path: string, body?: unknown): Promise<T>
  put<T>(path: string, body: unknown): Promise<T>
  upload<T>(path: string, file: PlayedFile): Promise<T>
  /** The bytes of a file that streams out, e.g. `/api/documents/{id}`. */
  download(path: string): Promise<Buffer>
  /** Makes a call that must be refused; returns status and body. */
  refused(
    method: 'get' | 'post' | 'put',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: { code: string; message: string } }>
}

export interface PlayedFile {
  fileName: string
  mediaType: string
  content: Buffer
}

/** Somebody in one of its functions; who has several comes once for each. */
export interface DemoPerson {
  accountId: string
  functionId: string
  personId: string
  displayName: string
  role: string
  bodyId: string | null
}

/** An open task with somebody who may do it and the data that its form shows. */
export interface OpenTask {
  id: string
  element: string
  subjectId: string
  who: Caller
  data: Record<string, unknown>
}

/** What a stage's part of the played cycle is given: people, tasks, the clock, and the list of checked rules. */
export interface Play {
  /** The network that is played, with its call, applications and script. */
  scenario: Scenario
  people: readonly DemoPerson[]
  /** Ids handed from stage to stage, e.g. cycleId, callId. */
  facts: Record<string, string>
  as(personId: string): Caller
  /** The same by a person's code in the network's document. */
  asPerson(code: string): Caller
  /** Somebody in a function that was given while the play goes on. */
  inFunction(personId: string, functionId: string): Caller
  /** Waits until an inbox holds such a task. */
  waitForTask(element: string, subjectId?: string): Promise<OpenTask>
  /** Every task of the element that is open in somebody's inbox now. */
  openTasks(element: string): Promise<OpenTask[]>
  complete(task: OpenTask, input: unknown, files?: Record<string, PlayedFile>): Promise<void>
  /** Waits until the probe gives a value; fails after the play's patience with `what`. */
  until<T>(what: string, probe: () => Promise<T | null | undefined | false>): Promise<T>
  moveClockTo(instant: Date): Promise<void>
  now(): Promise<Date>
  /** Records a checked rule for the closing table; a rule that does not hold ends the play with exit 1. */
  check(rule: string, holds: boolean, found: unknown): void
}
