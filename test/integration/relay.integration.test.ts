import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import pino from 'pino'
import { startRelay } from '../../app/relay.ts'
import { createOutboxQueue } from '../../db/outbox-queue.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import type { MailMessage } from '../../domain/shared/ports.ts'
import { PermanentRefusal } from '../../domain/shared/ports.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

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
  const relays: { stop: () => Promise<void> }[] = []

  beforeEach(async () => {
    database = await createTestDatabase()
    published = []
    mails = []
    refuseMail = null
    engineDown = 0
  })
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()))
    await database.close()
  })

  const start = () =>
    relays.push(
      startRelay({
        queue: createOutboxQueue(database.knex),
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
        },
        mail: {
          send: (message) => {
            if (refuseMail) return Promise.reject(refuseMail)
            mails.push(message)
            return Promise.resolve()
          },
        },
        region: { submit: () => Promise.reject(new TransientError('down')) },
        files: database.files,
        recordReceipt: () => Promise.resolve(),
        onSent: () => undefined,
        log: pino({ level: 'silent' }),
      }),
    )
  const publish = (correlationKey: string) =>
    database.stores.outbox.publishMessage({ name: 'ProjectApproved', correlationKey, variables: {} })
  const mail = (to: string) =>
    database.stores.outbox.mail({ to: [to], subject: 's', text: 't', attachments: [] })
  const stateOf = async (id: string): Promise<string> =>
    (await database.knex<{ id: string; state: string }>('outbox').where({ id }).first())?.state ?? ''
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    const end = performance.now() + 20_000
    while (!(await holds())) {
      if (performance.now() > end) throw new Error('waited in vain')
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }

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

  it('sends nothing of a transaction that was rolled back', async () => {
    start()
    const failed = database.knex.transaction(async (tx) => {
      const { createOutbox } = await import('../../db/outbox.ts')
      await createOutbox(tx).mail({ to: ['x@y.example'], subject: 's', text: 't', attachments: [] })
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    const after = await publish('p1')
    await until(async () => (await stateOf(after)) === 'SENT')
    expect(mails).toEqual([])
  })
})
