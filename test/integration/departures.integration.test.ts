import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import pino from 'pino'
import { deliveryRoutes } from '../../api/deliveries.ts'
import { watchDepartures } from '../../app/departures.ts'
import { measure } from '../../app/health.ts'
import { startRelay } from '../../app/relay.ts'
import { createUseCaseRunner } from '../../app/run-use-case.ts'
import { createDatabasePlace } from '../../db/platform/database-place.ts'
import { createOutboxQueue } from '../../db/platform/outbox-queue.ts'
import { createMailGateway } from '../../gateways/mail.ts'
import { listMails, startMailSink } from '../../local/mail-sink.ts'
import { localSettings } from '../../local/settings.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { Actor } from '../../procedures/context.ts'
import { apiOf } from '../support/api.ts'
import { createTestDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import type { TestDatabase } from '../support/database.ts'
import { copyDatabase } from '../support/restored-copy.ts'
import { waitFor } from '../support/wait-for.ts'
import { withoutFunction } from '../../procedures/context.ts'

const CYCLE = '01JCYCLE0000000000000000AA'
const oneByte = () => Readable.from(['x'])
const log = pino({ enabled: false })
const done = () => Promise.resolve()
const actorWith = (role: Role): Actor => ({ ...withoutFunction(role, role), role })

describe('what leaves a restored database', () => {
  let folder: string
  let port: number
  let sink: Awaited<ReturnType<typeof startMailSink>>
  let database: TestDatabase
  let submitted: string[]
  const opened: { close: () => Promise<void> }[] = []
  const running: { stop: () => Promise<void> }[] = []

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concilia-departures-'))
    port = await freePort()
    const settings = localSettings({ name: 'departures', dataDir: folder, portOffset: 0 })
    sink = await startMailSink({ ...settings, ports: { ...settings.ports, smtp: port } })
    database = await createTestDatabase()
    opened.push(database)
    submitted = []
  })
  afterEach(async () => {
    await stopAll()
    for (const one of opened.splice(0).reverse()) await one.close()
    await sink.close()
    await rm(folder, { recursive: true, force: true })
  })

  const documents = () => join(folder, 'documents')
  const stopAll = async (): Promise<void> => {
    for (const one of running.splice(0).reverse()) await one.stop()
  }
  /** Starts as the application does: first it looks, then the relay sends, over SMTP. Counts how often it looked for mail. */
  const begin = async (on = database, dir = documents()) => {
    running.push(await watchDepartures({ place: createDatabasePlace(on.knex), folder: dir, log }))
    const gateway = createMailGateway({ url: `smtp://127.0.0.1:${port}`, from: 'rete@ats.example' })
    const queue = createOutboxQueue(on.knex)
    const rounds = { MAIL: 0, REGION: 0 }
    const relay = startRelay({
      queue: {
        ...queue,
        claim(claim) {
          for (const kind of ['MAIL', 'REGION'] as const) if (claim.kinds.includes(kind)) rounds[kind] += 1
          return queue.claim(claim)
        },
      },
      engine: {
        ...{ publishMessage: done, completeUserTask: done },
        ...{ updateJobRetries: done, resolveIncident: done },
      },
      ...{ mail: gateway, clock: database.clock },
      region: {
        submit: ({ idempotencyKey }) => {
          submitted.push(idempotencyKey)
          return Promise.resolve({ protocol: 'R-1', receivedAt: new Date() } as never)
        },
      },
      files: { open: (sha256) => Promise.resolve({ sha256, sizeBytes: 1, content: oneByte }) },
      ...{ recordReceipt: done, recordRequestReceived: done, recordOutcomeTaken: done, intervene: done },
      ...{ giveWay: done, onSent: () => undefined, log },
    })
    running.push({ stop: () => relay.stop().then(() => gateway.close()) })
    return { rounds }
  }
  const mail = (subject: string, on = database) =>
    on.stores.outbox.mail({ cycleId: CYCLE, to: ['a@b.example'], subject, text: 't', attachments: [] })
  const toRegion = (submissionId: string, on = database) =>
    on.stores.outbox.region({ cycleId: CYCLE, submissionId, idempotencyKey: submissionId, sha256: 'x' })
  const toEngine = (on = database) =>
    on.stores.outbox.publishMessage({
      ...{ cycleId: CYCLE, name: 'AllProjectsClosed', correlationKey: 'p', variables: {} },
    })
  const sent = (id: string, on = database) =>
    waitFor(`row ${id} sent`, 20_000, async () => {
      const row = await on.knex<{ id: string; state: string }>('outbox').where({ id }).first()
      return row?.state === 'SENT' ? id : null
    })
  const subjects = async () =>
    (await listMails(sink.dir, () => true)).items.map(({ subject }) => subject).sort()
  const held = (on = database) => createDatabasePlace(on.knex).held()
  const api = (on: TestDatabase, role: Role = 'PROCESS_OWNER') => {
    const { run } = createUseCaseRunner({ ...on, knex: on.knex })
    return apiOf({ ...on, runRequest: run }, deliveryRoutes, {
      actorOf: () => Promise.resolve(actorWith(role)),
    })
  }
  /** Neither lane takes anything in two whole rounds, while what goes to the engine is sent. */
  const expectNothingLeaves = async ({ rounds }: Awaited<ReturnType<typeof begin>>, on = database) => {
    const before = [...(await subjects()), ...submitted]
    await sent(await toEngine(on), on)
    const { MAIL, REGION } = rounds
    await waitFor('two rounds', 20_000, () =>
      Promise.resolve(rounds.MAIL > MAIL + 2 && rounds.REGION > REGION + 2 ? true : null),
    )
    expect([...(await subjects()), ...submitted]).toEqual(before)
  }

  it('waits in a copy that is older than what has left, and leaves once the process owner confirms', async () => {
    await begin()
    await sent(await mail('before the backup'))
    await stopAll()
    const pending = await mail('waited at the backup')
    const copy = await copyDatabase(database)
    opened.push(copy)

    await begin()
    await sent(pending)
    await sent(await mail('after the backup'))
    await stopAll()
    const left = ['after the backup', 'before the backup', 'waited at the backup']
    expect(await subjects()).toEqual(left)

    const relay = await begin(copy)
    await toRegion('s1', copy)
    await expectNothingLeaves(relay, copy)
    expect(await held(copy)).toMatchObject({ because: 'MOVED' })
    expect(await measure({ knex: copy.knex, pulse: null })).toMatchObject({ held: 'MOVED' })
    const shown = (await api(copy).get('/api/deliveries')).body as { held: unknown }
    expect(shown.held).toMatchObject({ because: 'MOVED', waiting: 2 })

    expect((await api(copy, 'FINANCE').post('/api/deliveries/release')).status).toBe(403)
    expect((await api(copy).post('/api/deliveries/release')).body).toEqual({ released: 2 })
    await sent(pending, copy)
    await waitFor('the Region', 20_000, () => Promise.resolve(submitted[0] ?? null))
    expect(await subjects()).toEqual([...left, 'waited at the backup'])
    expect((await copy.stores.audit.entries(CYCLE)).at(-1)).toMatchObject({
      ...{ actor: 'PROCESS_OWNER', action: 'release-departures' },
      facts: { because: 'MOVED', released: 2 },
    })
    expect((await api(copy).post('/api/deliveries/release')).status).toBe(409)
    await stopAll()

    await begin(copy)
    expect(await held(copy)).toBeNull()
  })

  it('waits in rows that were put back where they were, and are behind what has left', async () => {
    await begin()
    await sent(await mail('first'))
    await stopAll()
    const pending = await mail('second')
    const backup = await database.knex('outbox').where({ id: pending }).first()
    await begin()
    await sent(pending)
    await stopAll()
    const asItWas = { state: backup!.state, sent_at: null }
    await database.arrange((tx) => tx('outbox').where({ id: pending }).update(asItWas))

    await expectNothingLeaves(await begin())
    expect(await held()).toMatchObject({ because: 'OLDER' })
    await stopAll()
    await expectNothingLeaves(await begin())

    await api(database).post('/api/deliveries/release')
    await sent(pending)
    expect(await subjects()).toEqual(['first', 'second', 'second'])
    await stopAll()
    await begin()
    expect(await held()).toBeNull()
  })

  it('is noticed while the application runs', async () => {
    const relay = await begin()
    const id = await mail('first')
    await sent(id)
    await waitFor('the mark', 20_000, async () => {
      const mark = JSON.parse(await readFile(join(documents(), 'departures.json'), 'utf8')) as {
        departedUntil: string | null
      }
      return mark.departedUntil
    })
    await database.arrange((tx) => tx('outbox').where({ id }).update({ state: 'DISCARDED', sent_at: null }))
    await waitFor('the hold', 20_000, () => held())
    await mail('second')
    await expectNothingLeaves(relay)
  })

  it('waits where the documents are not those that the database had', async () => {
    await begin()
    await sent(await mail('first'))
    await stopAll()
    await mail('second')
    await expectNothingLeaves(await begin(database, join(folder, 'other')))
    expect(await held()).toMatchObject({ because: 'NO_MARK' })
  })

  it('leaves at once from a database that begins, also beside the documents of another', async () => {
    await begin()
    await sent(await mail('of the other'))
    await stopAll()
    const fresh = await createTestDatabase()
    opened.push(fresh)
    await begin(fresh)
    await sent(await mail('of the fresh one', fresh), fresh)
    expect(await held(fresh)).toBeNull()
  })

  it('leaves from the rows of a release that kept no place, unless the mark is ahead of them', async () => {
    const id = await mail('first')
    await createOutboxQueue(database.knex).markSent(id)
    await begin()
    expect(await held()).toBeNull()
    await sent(await mail('second'))
    await stopAll()
    await database.knex('database_place').delete()
    await database.knex('outbox').whereNot({ id }).delete()
    await begin()
    expect(await held()).toMatchObject({ because: 'OLDER' })
  })

  it('leaves again at every start in the same place, whichever of two processes stopped last', async () => {
    await begin()
    await begin()
    for (const subject of ['one', 'two', 'three']) await sent(await mail(subject))
    await stopAll()
    await begin()
    expect(await held()).toBeNull()
    await sent(await mail('four'))
  })
})
