import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { CANCEL, SET, createIntervenedProcess, migrate } from '../support/intervened-process.ts'
import type { IntervenedProcess } from '../support/intervened-process.ts'
import { createSteps } from '../support/steps.ts'
import { waitFor } from '../support/wait-for.ts'

let on: IntervenedProcess
let owner: string
let second: string

beforeAll(async () => {
  on = await createIntervenedProcess()
  owner = await on.signIn('PROCESS_OWNER')
  second = await on.another('FINANCE_2')
}, 90_000)
afterAll(() => on.close())

async function proposed(key: string, change: object = SET, cookie = owner): Promise<string> {
  const answer = await on.propose(key, change, cookie)
  expect(answer.status).toBe(201)
  return (answer.body as { interventionId: string }).interventionId
}
const by = (cookie: string, id: string, how: string) => on.decide(id, how, { cookie })
const coded = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { code: string }).code,
]

describe('two people', () => {
  it('are needed: who proposed neither confirms nor refuses, and may withdraw', async () => {
    const id = await proposed(await on.stoppedMeeting())
    for (const how of ['confirm', 'refuse'])
      expect(coded(await by(owner, id, how))).toEqual([403, 'INTERVENTION_OWN'])
    expect((await by(second, id, 'withdraw')).status).toBe(403)
    expect((await by(owner, id, 'withdraw')).status).toBe(200)
    expect(await on.rowOf(id)).toMatchObject({ state: 'WITHDRAWN' })
    expect(coded(await by(second, id, 'confirm'))).toEqual([409, 'MOVE_NOT_POSSIBLE'])
  })

  it('are not who proposed and who acts in that place, either way round', async () => {
    const { network } = on.database.stores
    const substitute = demoPersonId('CASE_OFFICER_2')
    const own = await network.functionsOf(demoPersonId('PROCESS_OWNER'), on.database.today())
    await createSteps(on.database).hold(substitute, { role: 'PROCESS_OWNER' })
    await on.database.arrange((tx) =>
      tx('functions')
        .where({ person_id: substitute, role: 'PROCESS_OWNER' })
        .update({
          stands_for: own.find(({ role }) => role === 'PROCESS_OWNER')!.functionId,
          ends_on: '2099-12-31',
        }),
    )
    const standing = await on.signIn('CASE_OFFICER_2')
    const key = await on.stoppedMeeting()
    const id = await proposed(key)
    expect(coded(await by(standing, id, 'confirm'))).toEqual([403, 'INTERVENTION_OWN'])
    expect((await by(second, id, 'refuse')).status).toBe(200)
    const inPlace = await proposed(key, SET, standing)
    expect(coded(await by(owner, inPlace, 'confirm'))).toEqual([403, 'INTERVENTION_OWN'])
    expect((await by(second, inPlace, 'refuse')).status).toBe(200)
  })

  it('are held by the database too, and what was proposed never changes', async () => {
    const id = await proposed(await on.stoppedMeeting())
    const change = (set: object) => on.database.knex('interventions').where({ id }).update(set)
    const alone = { decided_by: demoPersonId('PROCESS_OWNER'), decided_at: new Date(), state: 'CONFIRMED' }
    await expect(change(alone)).rejects.toThrow('interventions_two_people')
    await expect(change({ value: '2020-01-01T00:00:00Z' })).rejects.toThrow('never changes')
    await expect(on.database.knex('interventions').where({ id }).delete()).rejects.toThrow('stays')
    expect((await by(second, id, 'refuse')).status).toBe(200)
  })

  it('each say why, and the chain tells it', async () => {
    const id = await proposed(await on.stoppedMeeting())
    for (const how of ['confirm', 'refuse'])
      expect((await on.decide(id, how, { cookie: second, reason: ' ' })).status).toBe(422)
    expect((await by(second, id, 'refuse')).status).toBe(200)
    const actions = (await on.chain(id)).map(({ action }) => action)
    expect(actions).toEqual(['propose-intervention', 'refuse-intervention'])
  })

  it('are of the office that retries: nobody else proposes or decides', async () => {
    const officer = await on.signIn('CASE_OFFICER_1', 'CASE_OFFICER')
    const key = await on.stoppedMeeting()
    expect((await on.propose(key, SET, officer)).status).toBe(403)
    const id = await proposed(key)
    for (const how of ['confirm', 'refuse', 'withdraw']) expect((await by(officer, id, how)).status).toBe(403)
  })
})

const sendings = (id: string) =>
  on.database.knex('outbox').where({ kind: 'INTERVENE' }).whereRaw(`payload ->> 'interventionId' = ?`, [id])

describe('once', () => {
  it('is proposed, however often at once: one stands open on an instance', async () => {
    const key = await on.stoppedMeeting()
    const answers = await Promise.all([1, 2, 3].map(() => on.propose(key, SET, owner)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
  })

  it('is confirmed, by whoever of two is first, however often each asks; the others are told so', async () => {
    const third = await on.another('FINANCE_1')
    const id = await proposed(await on.stoppedMeeting())
    on.state.ordered = []
    const answers = await Promise.all([second, third, second].map((cookie) => by(cookie, id, 'confirm')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect(await on.ended(id)).toMatchObject({ state: 'DONE' })
    expect(on.state.ordered).toEqual(['set'])
    expect(await sendings(id)).toHaveLength(1)
  })

  it.each([
    ['a term', 'set', () => on.stoppedMeeting(), () => SET],
    ['an end', 'cancel', () => on.stoppedCorrection('WITHDRAWN'), () => CANCEL],
    ['a migration', 'migrate', () => on.stoppedByModel(), () => migrate(on.state.version)],
  ])(
    'is done where the process is killed between record and engine, and once where it is between engine and record: %s',
    async (_what, order, begin, ask) => {
      const key = await begin()
      const id = await proposed(key, ask())
      await on.stopRelaying()
      on.state.ordered = []
      expect((await by(second, id, 'confirm')).status).toBe(200)
      expect(await on.rowOf(id)).toMatchObject({ state: 'CONFIRMED' })
      on.startRelaying()
      await on.ended(id)
      await on.stopRelaying()
      const chain = await on.chain(id)
      const asBefore = { state: 'PENDING', claimed_until: null, sent_at: null } as const
      const [row] = await sendings(id)
      await on.database.arrange((tx) => tx('outbox').where({ id: row!.id }).update(asBefore))
      const place = await on.engine.tokens(key)
      on.startRelaying()
      await waitFor('the second sending', 20_000, async () =>
        (await sendings(id))[0]?.state === 'SENT' ? true : null,
      )
      expect(await on.rowOf(id)).toMatchObject({ state: 'DONE', fault: null })
      expect(await on.chain(id)).toEqual(chain)
      expect(await on.engine.tokens(key)).toEqual(place)
      /* The same value again is the same; the others are done once. */
      expect(on.state.ordered).toEqual(order === 'set' ? ['set', 'set'] : [order])
    },
  )

  it('is told as not done where the instance ended meanwhile', async () => {
    const key = await on.stoppedMeeting()
    const id = await proposed(key)
    await on.stopRelaying()
    expect((await by(second, id, 'confirm')).status).toBe(200)
    await on.engine.cancelInstance(key)
    on.startRelaying()
    const row = await on.ended(id)
    expect(row).toMatchObject({ state: 'NOT_DONE', fault: expect.stringContaining('già finita') })
  })
})
