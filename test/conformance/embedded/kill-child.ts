import pg from 'pg'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../../engine/embedded/engine.ts'
import { isNotFound } from '../../../engine/port.ts'
import type { ActivatedJob } from '../../../engine/port.ts'
import { insist } from '../check.ts'
import { toFile } from '../model.ts'
import { killModels, PUBLISHED_BEFORE } from './kill-model.ts'

/** What the child is told: whose turn it is, and at which of its statements, counted from now, it is to die. */
export interface Assignment {
  url: string
  key: string
  killAt: number | null
  /** Whether the statement has gone out when the process dies: a commit is then done and not known to be. */
  isSent: boolean
}

const LIMIT_MS = 60_000
const LEASE_MS = 2_000
const names = (name: string): string => `${name}-killed`

let left: number | null = null
let isSent = false
const die = (): void => void process.kill(process.pid, 'SIGKILL')

type Query = (this: pg.Client, ...values: unknown[]) => unknown
const prototype = pg.Client.prototype as unknown as { query: Query }
const usual = prototype.query
prototype.query = function (...values) {
  if (left !== null) left -= 1
  if (left === 0 && !isSent) die()
  const answer = usual.apply(this, values)
  if (left === 0) die()
  return answer
}

let engine: ReturnType<typeof createEmbeddedEngine> | null = null

async function begin(url: string): Promise<ReturnType<typeof createEmbeddedEngine>> {
  const opened = createEmbeddedEngine({
    url,
    clock: { now: () => new Date() },
    log: pino({ level: 'silent' }),
  })
  await insist(LIMIT_MS, () => opened.deploy(killModels.map((model) => toFile(model, names))))
  const types = [...new Set(killModels.flatMap(({ jobTypes }) => jobTypes))]
  opened.workJobs({
    jobs: types.map((type) => ({ type: names(type), fetchVariables: null, leaseMs: LEASE_MS })),
    workerName: 'killed',
    onJob: (job) => answer(job).catch(fail),
  })
  return opened
}

const fail = (error: unknown): void => {
  if (isNotFound(error)) return
  process.send?.({ failed: error instanceof Error ? error.stack : String(error) })
}

const running = (): ReturnType<typeof createEmbeddedEngine> => engine!
const publish = (name: string, key: string, id: string): Promise<void> =>
  insist(LIMIT_MS, () =>
    running().publishMessage({ name: names(name), correlationKey: key, messageId: id, variables: {} }),
  )

async function answer(job: ActivatedJob): Promise<void> {
  const key = job.variables['key'] as string
  const complete = (): Promise<void> => insist(LIMIT_MS, () => running().completeJob(job.key, {}))
  switch (job.type.replace(names(''), '')) {
    case 'Hold':
      await Promise.all(['one', 'two'].map((id) => publish('added', key, id)))
      return complete()
    case 'Remind':
      await publish('answered', key, 'one')
      return complete()
    case 'Refuse':
      return insist(LIMIT_MS, () =>
        running().throwJobError(job.key, { errorCode: 'REFUSED', message: 'Errore voluto.' }),
      )
    case 'opened':
      await complete()
      return completeTask(job.elementInstanceKey, job.processInstanceKey)
    default:
      return complete()
  }
}

const completeTask = (elementInstanceKey: string, processInstanceKey: string): Promise<void> =>
  insist(LIMIT_MS, () =>
    running().completeUserTask({ elementInstanceKey, processInstanceKey, variables: {} }),
  )

/* The living instances that the message with this key has started. */
async function rootsOf(url: string, key: string): Promise<string[]> {
  const client = new pg.Client(url)
  await client.connect()
  const living = 'select key::text from engine.instances where start_key = $1 and ended_at is null'
  const { rows } = await client.query<{ key: string }>(living, [key]).finally(() => client.end())
  return rows.map((row) => row.key)
}

/* Sent again by the process that goes on, each of them is the same message. */
async function play({ url, key }: Assignment): Promise<void> {
  const variables = { key, given: 1 }
  const start = { name: names('begin'), correlationKey: key, messageId: key, variables }
  await insist(LIMIT_MS, () => running().publishMessage(start))
  await Promise.all(PUBLISHED_BEFORE.map((name) => publish(name, key, 'one')))
  /* Whoever was to complete the task may have died between its listener and that. */
  for (const instance of await insist(LIMIT_MS, async () => running().family(await rootsOf(url, key))))
    for (const task of await insist(LIMIT_MS, () => running().userTasks(instance.key, 'CREATED')))
      await completeTask(task.elementInstanceKey, instance.key)
}

process.on('message', (assignment: Assignment) => {
  isSent = assignment.isSent
  left = assignment.killAt
  void (async () => {
    engine ??= await begin(assignment.url)
    await play(assignment)
  })().catch(fail)
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
