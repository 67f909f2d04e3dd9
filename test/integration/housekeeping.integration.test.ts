import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { sweep } from '../../app/housekeeping.ts'
import { oneAtATime } from '../../db/platform/one-at-a-time.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import { isNotFound } from '../../engine/port.ts'
import { call, catching, end, message, service, start, user } from '../conformance/elements.ts'
import { bareProcess, line, toFile } from '../conformance/model.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { brokenInvariants } from '../support/engine-invariants.ts'
import { waitFor } from '../support/wait-for.ts'

const log = pino({ enabled: false })
const STARTED_AT = '2027-01-11T09:00:00Z'
const A_MONTH_LATER = '2027-02-11T09:00:00Z'

const models = [
  bareProcess('parent', [
    line(
      start('Begin', message('Begun')),
      service('Work'),
      user('Task'),
      catching('Wait', message('Answered', '=key')),
      call('Call', { process: 'child' }),
      end('End'),
    ),
  ]),
  bareProcess('child', [
    line(start('In'), catching('ChildWait', message('ChildAnswered', '=key')), end('Out')),
  ]),
]

describe('housekeeping of the embedded engine', () => {
  let database: TestDatabase
  let engine: EmbeddedEngine
  let worker: { stop: () => Promise<void> }

  beforeEach(async () => {
    database = await createTestDatabase(STARTED_AT)
    engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log })
    await engine.deploy(models.map((model) => toFile(model, (name) => name)))
    worker = engine.workJobs({
      jobs: [{ type: 'Work', fetchVariables: [], leaseMs: 60_000 }],
      workerName: 'test',
      onJob: (job) => engine.completeJob(job.key, {}),
    })
  })
  afterEach(async () => {
    await worker.stop()
    await engine.close()
    await database.close()
  })

  const round = () =>
    sweep({
      ...{ knex: database.knex, retention: engine.retention, clock: database.clock },
      ...{ historyDays: 30, log },
    })
  /** A message with its outbox row, published more than a day ago unless it is young. */
  const publish = async (
    name: string,
    correlationKey: string,
    {
      state = 'SENT',
      young = false,
      timeToLiveMs,
    }: { state?: 'SENT' | 'PENDING' | 'RECEIVED' | null; young?: boolean; timeToLiveMs?: number } = {},
  ): Promise<string> => {
    const id = `${name}-${correlationKey}-${state ?? 'none'}`
    const row = { id, cycle_id: 'c', stream: id, kind: 'PUBLISH_MESSAGE', payload: '{}' } as const
    if (state !== null) await database.arrange((tx) => tx('outbox').insert({ ...row, state }))
    const lasting = timeToLiveMs === undefined ? {} : { timeToLiveMs }
    await engine.publishMessage({
      ...{ name, correlationKey, messageId: id, variables: { key: correlationKey } },
      ...lasting,
    })
    if (!young)
      await database.owner.raw(
        `update engine.messages set published_at = published_at - interval '25 hours' where message_id = ?`,
        [id],
      )
    return id
  }
  const kept = async () => {
    const { rows } = await database.owner.raw<{ rows: { id: string }[] }>(
      'select message_id as id from engine.messages order by key',
    )
    return rows.map(({ id }) => id)
  }
  const instanceOf = (key: string) =>
    waitFor('the instance', 10_000, async () => {
      const { rows } = await database.owner.raw<{ rows: { key: string }[] }>(
        `select key::text as key from engine.instances where start_key = ? and ended_at is null`,
        [key],
      )
      return rows[0]?.key ?? null
    })
  const taskOf = (instance: string) =>
    waitFor('the task', 10_000, async () => (await engine.userTasks(instance, 'CREATED'))[0] ?? null)
  /** Plays an instance until it waits for its answer; gives how to ask for its completed task again. */
  const play = async (key: string) => {
    await publish('Begun', key)
    const processInstanceKey = await instanceOf(key)
    const { elementInstanceKey } = await taskOf(processInstanceKey)
    const completeTask = () =>
      engine.completeUserTask({ elementInstanceKey, processInstanceKey, variables: {} })
    await completeTask()
    return { processInstanceKey, completeTask }
  }
  const rowsOf = async (table: 'instances' | 'history' | 'incidents'): Promise<string[]> => {
    const { rows } = await database.owner.raw<{ rows: { key: string }[] }>(
      `select distinct root_key::text as key from engine.${table} order by 1`,
    )
    return rows.map(({ key }) => key)
  }

  it('forgets a message that nothing living can take, once the outbox will not send it again', async () => {
    await play('a')
    const gone = await publish('Unknown', 'u')
    const staying = [
      await publish('Answered', 'other key of a name that is awaited'),
      await publish('ChildAnswered', 'awaited by a process that would be called'),
      await publish('Begun', 'a', { state: 'RECEIVED' }),
      await publish('Unknown', 'not sent yet', { state: 'PENDING' }),
      await publish('Unknown', 'of nobody', { state: null }),
      await publish('Unknown', 'young', { young: true }),
    ]
    expect(await round()).toEqual({ sessions: 0, drafts: 0, expired: 0, untaken: 2, ended: 0 })
    const left = await kept()
    expect(left).toEqual(staying)
    expect(left).not.toContain(gone)
    expect(await brokenInvariants(database.owner)).toEqual([])
  })

  it('keeps what a process could take that a kept message will start, and forgets it when none will', async () => {
    const { processInstanceKey } = await play('a')
    await publish('Begun', 'a', { state: 'RECEIVED' })
    await publish('Answered', 'early')
    expect(await round()).toMatchObject({ untaken: 1 })
    await engine.cancelInstance(processInstanceKey)
    expect(await round()).toMatchObject({ untaken: 1 })
    expect(await kept()).toEqual(['Answered-early-SENT'])
    await engine.cancelInstance(await instanceOf('a'))
    expect(await round()).toMatchObject({ untaken: 1 })
    expect(await kept()).toEqual([])
  })

  it('drops a message whose time to live has passed, by legal time, but not one that is still handed over', async () => {
    await play('a')
    const timeToLiveMs = 60 * 60 * 1000
    await publish('Answered', 'short', { timeToLiveMs, young: true, state: 'PENDING' })
    const pending = await publish('Answered', 'pending', { timeToLiveMs, young: true })
    await database.owner.raw(
      `insert into engine.deliveries (message_key, retry_at) select key, 'infinity' from engine.messages where message_id = ?`,
      [pending],
    )
    expect(await round()).toMatchObject({ expired: 0 })
    database.setNow('2027-01-11T10:00:00Z')
    expect(await round()).toMatchObject({ expired: 1 })
    expect(await kept()).toEqual([pending])
  })

  it('drops all of a root that ended long ago, in batches, and nothing of one that lives or ended lately', async () => {
    const old = await play('old')
    const living = await play('living')
    await publish('Answered', 'old')
    await publish('ChildAnswered', 'old')
    await database.owner.raw(
      `insert into engine.history (key, root_key, instance_key, element_id, kind, outcome, entered_at, ended_at)
       select -n, ?, ?, 'Flow', 'FLOW', 'TAKEN', now(), now() from generate_series(1, 2500) n`,
      [old.processInstanceKey, old.processInstanceKey],
    )
    await database.owner.raw(
      `insert into engine.incidents (key, root_key, instance_key, element_key, element_id, step, code, sentence, created_at, resolved_at)
       values (1, ?, 1, 1, 'Work', '{}', 'X', 'x', now(), now())`,
      [old.processInstanceKey],
    )
    await expect(old.completeTask()).resolves.toBeUndefined()
    expect(await round()).toMatchObject({ ended: 0 })

    database.setNow(A_MONTH_LATER)
    const lately = await play('lately')
    await engine.cancelInstance(lately.processInstanceKey)
    const swept = await round()
    expect(swept?.ended).toBeGreaterThan(2_500)
    const staying = [living, lately].map(({ processInstanceKey }) => processInstanceKey).sort()
    expect(await rowsOf('history')).toEqual(staying)
    expect(await rowsOf('instances')).toEqual(staying)
    expect(await rowsOf('incidents')).toEqual([])
    for (const { completeTask } of [living, lately]) await expect(completeTask()).resolves.toBeUndefined()
    expect(isNotFound(await old.completeTask().catch((error: unknown) => error))).toBe(true)
    expect(await brokenInvariants(database.owner)).toEqual([])
  })

  it('is done by one process at a time, and by the next when that one has ended', async () => {
    const other = await oneAtATime(database.owner, 'concilia-housekeeping', async () => {
      expect(await round()).toBeNull()
    })
    expect(other).toBe(true)
    expect(await round()).toEqual({ sessions: 0, drafts: 0, expired: 0, untaken: 0, ended: 0 })
  })

  it('ends between two batches when it is told to', async () => {
    await publish('Unknown', 'u')
    const parts = {
      knex: database.knex,
      retention: engine.retention,
      clock: database.clock,
      historyDays: 30,
      log,
    }
    expect(await sweep(parts, AbortSignal.abort())).toEqual({
      sessions: 0,
      drafts: 0,
      expired: 0,
      untaken: 0,
      ended: 0,
    })
    expect(await kept()).toEqual(['Unknown-u-SENT'])
  })
})
