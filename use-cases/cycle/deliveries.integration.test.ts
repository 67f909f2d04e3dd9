import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'
import { deliveryRoutes } from '../../api/deliveries.ts'
import type { OutboxRow } from '../../db/platform/outbox.ts'
import { createOutboxQueue } from '../../db/platform/outbox-queue.ts'
import { UNDECIDED } from '../../db/sql/sessions.ts'
import { apiOf } from '../../test/support/api.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { Actor } from '../../procedures/context.ts'
import { withoutFunction } from '../../procedures/context.ts'
import { humanRow } from '../../test/support/human-row.ts'

const CYCLE = '01JCYCLE0000000000000000AA'
const actorWith = (role: Role): Actor => ({ ...withoutFunction(role, role), role })
const owner = actorWith('PROCESS_OWNER')

describe('a delivery that is parked (art. 8)', () => {
  let database: TestDatabase
  let queue: ReturnType<typeof createOutboxQueue>
  beforeAll(async () => {
    database = await createTestDatabase()
    queue = createOutboxQueue(database.knex)
  })
  afterAll(() => database.close())

  const asking = (actor: Actor = owner) =>
    apiOf(database, deliveryRoutes, { actorOf: () => Promise.resolve(actor) })
  const retry = (id: string, actor?: Actor) => asking(actor).post(`/api/deliveries/${id}/retry`)
  const discard = (id: string, actor?: Actor) =>
    asking(actor).post(`/api/deliveries/${id}/discard`).send({ reason: 'Avvisato per telefono.' })
  const codeOf = (answer: Response) => [answer.status, (answer.body as { code: string }).code]
  const row = (id: string) => database.knex<OutboxRow>('outbox').where({ id }).first()

  const mail = () =>
    database.stores.outbox.mail({
      cycleId: CYCLE,
      to: ['a@b.example'],
      subject: 's',
      text: 't',
      attachments: [],
    })
  const message = (correlationKey: string) =>
    database.stores.outbox.publishMessage({
      cycleId: CYCLE,
      name: 'AllProjectsClosed',
      correlationKey,
      variables: {},
    })
  const parked = async (id: string): Promise<string> => {
    await database.knex('outbox').where({ id }).update({ attempts: 7 })
    await queue.park(id, '550 no such mailbox')
    return id
  }
  const claimed = async () => {
    const rows = await queue.claim({
      kinds: ['PUBLISH_MESSAGE', 'COMPLETE_USER_TASK', 'MAIL', 'REGION'],
      claimSeconds: 30,
      limit: 100,
    })
    for (const one of rows) await queue.markSent(one.id)
    return rows.map(({ id, attempts }) => ({ id, attempts }))
  }

  it('is sent again as a fresh one, before what waited behind it, and that is audited', async () => {
    const id = await parked(await message('p1'))
    const behind = await message('p1')
    expect(await claimed()).toEqual([])
    expect((await retry(id)).status).toBe(200)
    expect(await claimed()).toEqual([{ id, attempts: 1 }])
    expect(await claimed()).toEqual([{ id: behind, attempts: 1 }])
    const entries = await database.stores.audit.entries(CYCLE)
    expect(entries.at(-1)).toMatchObject({
      actor: 'PROCESS_OWNER',
      action: 'retry-delivery',
      subjectId: id,
      facts: { kind: 'PUBLISH_MESSAGE', attempts: 7 },
    })
  })

  it('is discarded when it is a mail, and the reason is audited', async () => {
    const id = await parked(await mail())
    expect((await discard(id)).status).toBe(200)
    expect((await row(id))?.state).toBe('DISCARDED')
    expect((await database.stores.audit.entries(CYCLE)).at(-1)).toMatchObject({
      action: 'discard-delivery',
      subjectId: id,
      facts: { kind: 'MAIL', reason: 'Avvisato per telefono.' },
    })
  })

  it('is not discarded when the process waits for it', async () => {
    const id = await parked(await message('p2'))
    expect(codeOf(await discard(id))).toEqual([409, 'DELIVERY_NEEDED'])
    expect((await row(id))?.state).toBe('PARKED')
  })

  it('is decided on once, and only by the process owner', async () => {
    const id = await parked(await mail())
    for (const answer of [await retry(id, actorWith('FINANCE')), await discard(id, actorWith('FINANCE'))])
      expect(codeOf(answer)).toEqual([403, 'NOT_ALLOWED'])
    const answers = await Promise.all([retry(id), retry(id), discard(id)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
    expect(codeOf(await retry(id))).toEqual([409, 'DELIVERY_NOT_PARKED'])
    expect(codeOf(await retry('nothing'))).toEqual([404, 'NOT_FOUND'])
  })

  it('needs a reason to be discarded', async () => {
    const id = await parked(await mail())
    const answer = await asking().post(`/api/deliveries/${id}/discard`).send({ reason: ' ' })
    expect(codeOf(answer)).toEqual([422, 'INVALID_INPUT'])
    expect((await row(id))?.state).toBe('PARKED')
  })

  it('is listed beside what is tried again and what was sent and never received', async () => {
    const [waiting, late, fresh] = [await message('p3'), await message('p4'), await message('p5')]
    await queue.retryLater(waiting, 60_000, 'engine down')
    await queue.markSent(late)
    await queue.markSent(fresh)
    await database
      .knex('outbox')
      .where({ id: late })
      .update({ sent_at: database.knex.raw(`now() - interval '11 minutes'`) })
    const failed = async (state: string) => {
      const answer = await asking().get(`/api/deliveries?state=${state}`)
      return (answer.body as { items: { id: string }[] }).items.map(({ id }) => id)
    }
    expect(await failed('PENDING')).toEqual([waiting])
    expect(await failed('SENT')).toEqual([late])
    expect((await failed('PARKED')).length).toBeGreaterThan(0)
  })
  it('is let go by the process owner alone, once, when all that leaves is held; every open cycle keeps that', async () => {
    const open = '01JCYCLE0000000000000000BB'
    await database.knex('persons').insert(humanRow('po'))
    await database.knex('cycles').insert({
      ...{ id: open, code: 'C-1', title: 't', guidelines_act: 'g', guidance_due_on: '2027-01-01' },
      ...{ ends_on: '2028-01-01', status: 'OPEN', process_owner_id: 'po', opened_at: new Date() },
    })
    await mail()
    const release = (actor?: Actor) => asking(actor).post('/api/deliveries/release')
    expect(codeOf(await release())).toEqual([409, 'DEPARTURES_NOT_HELD'])
    await database.knex('database_place').insert({
      ...{ database_id: 'd', cluster_id: '1', timeline: '1', database_oid: '1' },
      ...{ held_since: new Date(), held_because: 'MOVED' },
    })
    expect((await queue.claim({ kinds: ['MAIL', 'REGION'], claimSeconds: 30, limit: 100 })).length).toBe(0)
    const undecided = await database.knex.raw<{ rows: unknown[] }>(`select ${UNDECIDED} as count`)
    expect(undecided.rows).toEqual([
      { count: 1 + (await database.knex('outbox').where({ state: 'PARKED' })).length },
    ])
    expect(codeOf(await release(actorWith('FINANCE')))).toEqual([403, 'NOT_ALLOWED'])
    const answers = await Promise.all([release(), release(), release()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    for (const cycle of [CYCLE, open]) {
      const entries = await database.stores.audit.entries(cycle)
      expect(entries.filter(({ action }) => action === 'release-departures')).toHaveLength(1)
    }
  })
})
