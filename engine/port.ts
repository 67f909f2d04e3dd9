import type { FoundInstance, InstanceReads } from '../domain/process/instance-reads.ts'

/** A model to deploy: its file name says what it is (`.bpmn`, `.dmn`, `.form`). */
export interface ModelFile {
  name: string
  content: Buffer
  sha256: string
}

/* One job type that is asked for; `fetchVariables` null asks for all that its element sees. */
interface JobRequest {
  type: string
  fetchVariables: readonly string[] | null
  /** How long the engine leaves a job to us, in milliseconds of the system's time. */
  leaseMs: number
}

export interface ActivatedJob {
  key: string
  type: string
  /** Attempts left, this one included. */
  retries: number
  elementId: string
  elementInstanceKey: string
  processId: string
  processInstanceKey: string
  variables: Record<string, unknown>
}

export interface JobSubscription {
  jobs: readonly JobRequest[]
  workerName: string
  /** Called for each job; once its promise settles there is room for another. Never rejects. */
  onJob: (job: ActivatedJob) => Promise<void>
}

/** Why a job failed, in words of ours: never a driver's text, in which values stand. */
export interface Fault {
  code: string
  /** The violated constraint of the database, where it was one. */
  constraint: string | null
  sentence: string
}

export interface Message {
  name: string
  /** Empty: the message only starts instances, is not unique and never waits. */
  correlationKey: string
  /** Until the time to live has passed, a second message with this name, key and id is the same one. */
  messageId: string
  variables: Record<string, unknown>
  /** Milliseconds of legal time; ten years where it is not given. */
  timeToLiveMs?: number
}

export interface UserTaskCompletion {
  elementInstanceKey: string
  processInstanceKey: string
  variables: Record<string, unknown>
}

/** A place where a token waits or failed, counted: what a diagram shows. */
export interface TokenCount {
  elementId: string
  active: number
  incidents: number
}

export type UserTaskState = 'CREATED' | 'COMPLETED' | 'CANCELED'
export interface FoundUserTask {
  elementInstanceKey: string
  userTaskKey: string
  elementId: string
}

export interface Incident {
  key: string
  processInstanceKey: string
  elementId: string
  elementInstanceKey: string
  /** The job that stopped, or null where the engine itself could not go on. */
  jobKey: string | null
  code: string
  sentence: string
  createdAt: Date
}

/** A variable by which instances are known that no job has told of yet. */
export interface KnownBy {
  name: string
  value: string
}

/** An element that was entered, or with `kind` FLOW a sequence flow that was taken; counted over an instance. */
export interface PathStep {
  elementId: string
  kind: 'ELEMENT' | 'FLOW'
  completed: number
  terminated: number
}

/** A version of a process, counted from 1. */
export interface ProcessVersion {
  processId: string
  version: number
}

export interface MigrationPlan {
  processInstanceKey: string
  /** Version of the same process to go on with; the newest where it is not given. */
  version?: number
  /** Element of today → element of then, where the id changed. */
  mapping?: Readonly<Record<string, string>>
}

/** What answering a job, waking a process and watching it takes, whichever engine runs. Every command is safe to repeat,
 * but for a message without a correlation key: it is a new one each time.
 * Throws TransientError where the same call may succeed later, EngineRefusal where it never will. */
export interface ProcessEngine extends InstanceReads {
  /** Deploys the files together; a file whose content is deployed already makes no new version. */
  deploy(files: readonly ModelFile[]): Promise<void>

  /** Hands jobs of these types over until it is stopped; stopping waits for those that are under way. */
  workJobs(subscription: JobSubscription): { stop: () => Promise<void> }
  completeJob(jobKey: string, variables: Record<string, unknown>): Promise<void>
  /** With no retries left it becomes an incident; else it comes back after the back-off (ms). */
  failJob(jobKey: string, failure: { retries: number; backOffMs: number; fault: Fault }): Promise<void>
  /** Throws a BPMN error at the job's element. */
  throwJobError(jobKey: string, error: { errorCode: string; message: string }): Promise<void>
  updateJobRetries(jobKey: string, retries: number): Promise<void>

  publishMessage(message: Message): Promise<void>
  /** A task that existed and ended counts as done; one that is still being made throws TransientError. */
  completeUserTask(completion: UserTaskCompletion): Promise<void>

  /** Local: on the element itself; else on the nearest scope that has the name, or the process instance. */
  setVariables(change: {
    elementInstanceKey: string
    variables: Record<string, unknown>
    local: boolean
  }): Promise<void>
  /** A job's incident wants new retries first (`updateJobRetries`). */
  resolveIncident(incidentKey: string): Promise<void>
  cancelInstance(processInstanceKey: string): Promise<void>
  migrateInstance(plan: MigrationPlan): Promise<void>

  tokens(processInstanceKey: string): Promise<TokenCount[]>
  userTasks(processInstanceKey: string, state: UserTaskState): Promise<FoundUserTask[]>
  incidents(processInstanceKey: string): Promise<Incident[]>
  path(processInstanceKey: string): Promise<PathStep[]>
  /** Null while the engine shows no such instance. */
  instance(processInstanceKey: string): Promise<FoundInstance | null>
  /** Those of these instances that the engine shows. */
  instances(processInstanceKeys: readonly string[]): Promise<FoundInstance[]>
  /** All instances below the roots of these, oldest first; none on an engine whose searches lag behind our own records. */
  family(processInstanceKeys: readonly string[]): Promise<FoundInstance[]>
  /** Whether the instance is below a living root that holds the variable; never on an engine as above. */
  holds(processInstanceKey: string, variable: KnownBy): Promise<boolean>
  /** The oldest open incidents, at most so many: of instances below living roots that hold the variable, where one is told. All
   * of them, whatever instances they are of, where the engine cannot tell. */
  openIncidents(most: number, variable?: KnownBy): Promise<Incident[]>

  /** Every version of every process that was deployed. */
  versions(): Promise<ProcessVersion[]>
  /** The version of its process that an instance runs; null while the engine shows no such instance. */
  versionOf(processInstanceKey: string): Promise<number | null>
  /** The model of a version, as it was deployed; null where there is none, and where the engine does not tell. */
  model(version: ProcessVersion): Promise<string | null>

  /** Settles when the engine answers; rejects when it does not. */
  probe(): Promise<void>
  close(): Promise<void>
}

/** The engine will not do it, however often it is asked. */
export class EngineRefusal extends Error {
  readonly code: 'NOT_FOUND' | 'INVALID_STATE' | 'INVALID_ARGUMENT'

  constructor(code: EngineRefusal['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EngineRefusal'
    this.code = code
  }
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof EngineRefusal && error.code === 'NOT_FOUND'

/** In its time to live a repeated id is taken as the same message, and a moved clock ends a short one. */
export const TEN_YEARS_MS = 10 * 365 * 24 * 60 * 60 * 1000
