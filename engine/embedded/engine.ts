import type { Logger } from 'pino'
import type { ProcessEngine } from '../port.ts'
import { createJobAnswers } from './commands/answer-jobs.ts'
import type { EngineParts } from './commands/command.ts'
import { openPool, read } from './database.ts'
import { deploy } from './models/deploy.ts'
import { startDispatch } from './dispatch/dispatch.ts'
import { createKeySource } from './interpreter/keys.ts'
import { createLanes } from './commands/lanes.ts'
import { createMessages } from './commands/messages.ts'
import { migrateInstance } from './commands/migrate.ts'
import { createOperations } from './commands/operate.ts'
import { createInstanceReads } from './instance-reads.ts'
import { readPulse } from './pulse.ts'
import type { Pulse } from './pulse.ts'
import { startRedelivery } from './redelivery.ts'
import { createReads, livingInstances } from './reads.ts'
import type { LivingInstance } from './reads.ts'
import { createRetention } from './retention.ts'
import type { Retention } from './retention.ts'
import { startTimers } from './commands/timers.ts'
import { completeUserTask } from './commands/user-tasks.ts'
import { checkLiving } from './models/check-living.ts'
import { createVersions } from './models/versions.ts'

export interface EmbeddedSettings {
  /** Of the database whose schema `engine` holds the state. */
  url: string
  /** Legal time: timers and the time to live of messages follow it. */
  clock: { now(): Date }
  log: Logger
}

export interface EmbeddedEngine extends ProcessEngine {
  /** Legal time has been moved: what it passes falls due now. */
  clockMoved(): void
  /** Reads all that runs with this release's eyes. Throws EngineRefusal that names what it no longer understands. */
  checkLiving(): Promise<void>
  livingInstances(processId: string): Promise<LivingInstance[]>
  /** Whether it keeps up: for health and metrics. */
  pulse(): Promise<Pulse>
  /** What it may forget, a batch at a time. */
  retention: Retention
}

/** The engine of our own, over PostgreSQL: state as rows, several processes of ours at once. */
export function createEmbeddedEngine({ url, clock, log }: EmbeddedSettings): EmbeddedEngine {
  const pool = openPool(url)
  const shared = {
    pool,
    clock,
    log,
    versions: createVersions(),
    keys: createKeySource(),
    lanes: createLanes(),
  }
  const timers = startTimers(shared)
  const parts: EngineParts = { ...shared, timersArmed: timers.wake }
  const messages = createMessages(parts)
  const redelivering = startRedelivery(() => messages.deliverLeft())
  return {
    deploy: (files) => deploy(parts, files),
    workJobs: (subscription) => startDispatch({ pool, url, log }, subscription),
    ...createJobAnswers(parts),
    publishMessage: messages.publishMessage,
    completeUserTask: (completion) => completeUserTask(parts, completion),
    ...createOperations(parts),
    migrateInstance: (plan) => migrateInstance(parts, plan),
    ...createReads(pool),
    ...createInstanceReads(pool),
    async probe() {
      await read(pool, 'probe', ['select 1 as up'])
    },
    clockMoved: timers.wake,
    checkLiving: () => checkLiving(pool, shared.versions),
    livingInstances: (processId) => livingInstances(pool, processId),
    pulse: () => readPulse(pool, clock),
    retention: createRetention(parts),
    async close() {
      await redelivering.stop()
      await timers.stop()
      await pool.end()
    },
  }
}
