import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import pino from 'pino'
import { startRelay } from '../../app/relay.ts'
import type { RelayParts } from '../../app/relay.ts'
import { createOutboxQueue } from '../../db/platform/outbox-queue.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import type { MailMessage } from '../../domain/shared/ports.ts'
import { PermanentRefusal } from '../../domain/shared/ports.ts'
import { EngineRefusal } from '../../engine/port.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { waitFor } from '../support/wait-for.ts'

const CYCLE = '01JCYCLE0000000000000000AA'

interface Published {
  name: string
  correlationKey: string
  messageId: string
}

describe('the relay', () => {
  let database: TestDatabase
  let published: Published[]
  let mails: MailMessage[]
  let refuseMail: Error | null
  let engineDown: number
  let mailHangs: Promise<void> | null
  const relays: { stop: () => Promise<void> }[] = []

  beforeEach(async () => {
    database = await createTestDatabase()
    published = []
    mails = []
    refuseMail = null
    engineDown = 0
    mailHangs = null
  })
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()))
    await database.close()
  })

  const start = (changes: Partial<RelayParts> = {}) =>
    relays.push(
      startRelay({
        giveWay: () => Promise.resolve(),
        ...{ queue: createOutboxQueue(database.knex), clock: database.clock },
        engine: {
          publishMessage: (message) => {
            if (engineDown > 0) {
              engineDown -= 1
              return Promise.reject(new TransientError('down'))
            }
            published.push(message)
            return Promise.resolve()
          },
          completeUserTask: () => Promise.resolve(),
          updateJobRetries: () => Promise.resolve(),
          resolveIncident: () => Promise.resolve(),
        },
        mail: {
          send: async (message) => {
            if (mailHangs) await mailHangs
            if (refuseMail) throw refuseMail
            mails.push(message)
          },
        },
        region: { submit: () => Promise.reject(new TransientError('down')) },
        files: database.files,
        recordReceipt: () => Promise.resolve(),
        recordRequestReceived: () => Promise.resolve(),
        intervene: () => Promise.resolve(),
        recordOutcomeTaken: () => Promise.resolve(),
        onSent: () => undefined,
        log: pino({ level: 'silent' }),
        ...changes,
      }),
    )
  const publish = (correlationKey: string) =>
    database.stores.outbox.publishMessage({
      cycleId: CYCLE,
      name: 'AllProjectsClosed',
      correlationKey,
      variables: {},
    })
  const mail = (to: string) =>
    database.stores.outbox.mail({ cycleId: CYCLE, to: [to], subject: 's', text: 't', attachments: [] })
  const stateOf = async (id: string): Promise<string> =>
    (await database.knex<{ id: string; state: string }>('outbox').where({ id }).first())?.state ?? ''
  const until = (holds: () => boolean | Promise<boolean>): Promise<true> =>
    waitFor('what the relay sends', 20_000, async () => (await holds()) || null)

  it('sends a stream in order, also when the first must wait, with the row as the message id', async () => {
    engineDown = 2
    const ids = [await publish('p1'), await publish('p1'), await publish('p1')]
    start()
    await until(() => published.length === 3)
    expect(published.map((message) => message.messageId)).toEqual(ids)
  })

  it('sends each row once when two relays run beside each other', async () => {
    for (let project = 0; project < 40; project += 1) await publish(`p${project}`)
    start()
    start()
    await until(async () => (await database.knex('outbox').where({ state: 'PENDING' })).length === 0)
    expect(new Set(published.map((message) => message.messageId)).size).toBe(40)
    expect(published).toHaveLength(40)
  })

  it('parks a mail that is refused for good, tells why, and goes on with the others', async () => {
    refuseMail = new PermanentRefusal('550 no such mailbox')
    const refused = await mail('a@rifiutata.example')
    start()
    await until(async () => (await stateOf(refused)) === 'PARKED')
    refuseMail = null
    const next = await mail('a@rifiutata.example')
    await until(async () => (await stateOf(next)) === 'SENT')
    expect(mails.map((message) => message.messageId)).toEqual([`<${next}@concilia>`])
    const [row] = await database.knex<{ id: string; last_error: string }>('outbox').where({ id: refused })
    expect(row?.last_error).toBe('550 no such mailbox')
  })

  it('may be stopped twice, at once or later', async () => {
    start()
    const [relay] = relays
    await Promise.all([relay?.stop(), relay?.stop()])
    await relay?.stop()
    const left = await publish('p1')
    expect(await stateOf(left)).toBe('PENDING')
  })

  it('sends nothing of a transaction that was rolled back', async () => {
    start()
    const failed = database.knex.transaction(async (tx) => {
      const { createOutbox } = await import('../../db/platform/outbox.ts')
      await createOutbox(tx).mail({
        cycleId: CYCLE,
        to: ['x@y.example'],
        subject: 's',
        text: 't',
        attachments: [],
      })
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    const after = await publish('p1')
    await until(async () => (await stateOf(after)) === 'SENT')
    expect(mails).toEqual([])
  })

  it('sends messages to the engine while the mail server is silent', async () => {
    let mayEnd = (): void => undefined
    mailHangs = new Promise((resolve) => (mayEnd = resolve))
    for (let person = 0; person < 20; person += 1) await mail(`p${person}@silent.example`)
    start()
    const first = await publish('p1')
    await until(async () => (await stateOf(first)) === 'SENT')
    expect(mails).toEqual([])
    mayEnd()
    await until(async () => (await database.knex('outbox').where({ state: 'PENDING' })).length === 0)
    expect(mails).toHaveLength(20)
  })

  it('leaves a row that was sent but could not be marked to its claim, and parks nothing', async () => {
    const queue = createOutboxQueue(database.knex)
    let failures = 1
    const markSent = (id: string): Promise<void> =>
      failures-- > 0 ? Promise.reject(new Error('the connection went')) : queue.markSent(id)
    const id = await publish('p1')
    start({ queue: { ...queue, markSent } })
    await until(() => published.length === 1 && failures === 0)
    expect(await stateOf(id)).toBe('PENDING')
    await database
      .knex('outbox')
      .where({ id })
      .update({ claimed_until: new Date(0) })
    await until(async () => (await stateOf(id)) === 'SENT')
    expect(published.map((message) => message.messageId)).toEqual([id, id])
  })

  it('parks or puts off no row that was received meanwhile', async () => {
    const queue = createOutboxQueue(database.knex)
    const id = await publish('p1')
    await database.stores.outbox.markReceived({ name: 'AllProjectsClosed', correlationKey: 'p1' }, new Date())
    await queue.park(id, 'too late')
    await queue.retryLater(id, 1_000, 'too late')
    expect(await database.knex('outbox').where({ id }).first()).toMatchObject({
      state: 'RECEIVED',
      last_error: null,
    })
  })

  it('gives a stopped job its attempts back before its incident is resolved; one that is gone is done', async () => {
    const sent: string[] = []
    const resolve = (incidentKey: string, jobKey: string | null) =>
      database.stores.outbox.resolveIncident({ cycleId: CYCLE, incidentKey, jobKey, processInstanceKey: '1' })
    start({
      engine: {
        publishMessage: () => Promise.resolve(),
        completeUserTask: () => Promise.resolve(),
        updateJobRetries: (key, retries) => Promise.resolve(void sent.push(`job ${key}: ${retries}`)),
        resolveIncident: (key) => {
          sent.push(`incident ${key}`)
          if (key === '3') return Promise.reject(new EngineRefusal('INVALID_STATE', 'no retries'))
          return Promise.reject(new EngineRefusal('NOT_FOUND', 'gone'))
        },
      },
    })
    const job = await resolve('1', '7')
    await until(async () => (await stateOf(job)) === 'SENT')
    const engineOwn = await resolve('2', null)
    await until(async () => (await stateOf(engineOwn)) === 'SENT')
    const refused = await resolve('3', null)
    await until(async () => (await stateOf(refused)) === 'PARKED')
    expect(sent).toEqual(['job 7: 5', 'incident 1', 'incident 2', 'incident 3'])
  })

  it('warns of each row that must be sent again', async () => {
    const lines: { level: number; outboxId: string }[] = []
    const log = pino(
      {},
      { write: (line) => void lines.push(JSON.parse(line) as { level: number; outboxId: string }) },
    )
    engineDown = 2
    const id = await publish('p1')
    start({ log })
    await until(() => published.length === 1)
    expect(lines.filter((line) => line.outboxId === id && line.level === 40)).toHaveLength(2)
  })
})
