import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import {
  AS_HELD,
  CANCEL,
  CYCLE,
  SET,
  TERM,
  WHY,
  createIntervenedProcess,
  migrate,
} from '../support/intervened-process.ts'
import type { IntervenedProcess } from '../support/intervened-process.ts'

let on: IntervenedProcess
let owner: string
let second: string

beforeAll(async () => {
  on = await createIntervenedProcess()
  owner = await on.signIn('PROCESS_OWNER')
  second = await on.another('FINANCE_2')
}, 90_000)
afterAll(() => on.close())

async function proposed(key: string, change: object): Promise<string> {
  const answer = await on.propose(key, change, owner)
  expect([answer.status, answer.body]).toEqual([201, { interventionId: expect.any(String) }])
  return (answer.body as { interventionId: string }).interventionId
}
const confirm = (id: string) => on.decide(id, 'confirm', { cookie: second })
const told = ({ status, body }: { status: number; body: unknown }) => {
  const { code, message } = body as { code: string; message: string }
  return [status, code, message]
}

describe('each intervention, on what is broken', () => {
  it('gives a term back as it is in the rows, once, and the retried step goes on (art. 4, 8)', async () => {
    const key = await on.stoppedMeeting()
    const id = await proposed(key, SET)
    expect(await on.rowOf(id)).toMatchObject({ value: AS_HELD, state: 'PROPOSED' })
    expect(await on.engine.incidents(key)).toHaveLength(1)
    on.state.ordered = []
    expect((await confirm(id)).status).toBe(200)
    expect(await on.ended(id)).toMatchObject({ state: 'DONE', fault: null })
    await on.retry(key)
    expect(await on.done(key)).toBe('COMPLETED')
    expect(on.state.ordered).toEqual(['set'])
    const chain = await on.chain(id)
    expect(chain.map(({ actor, action, facts }) => [actor, action, facts['reason'] ?? null])).toEqual([
      [demoPersonId('PROCESS_OWNER'), 'propose-intervention', WHY],
      [demoPersonId('FINANCE_2'), 'confirm-intervention', 'Verificato sugli atti.'],
      ['relay', 'end-intervention', null],
    ])
  })

  it('ends the instance of what was taken back, and nothing of it is awaited any more (art. 8)', async () => {
    const key = await on.stoppedCorrection('WITHDRAWN')
    const outboxId = await on.database.stores.outbox.publishMessage({
      ...{ cycleId: CYCLE, name: 'CallCorrectionWithdrawn', correlationKey: 'c-WITHDRAWN', variables: {} },
    })
    const id = await proposed(key, CANCEL)
    expect((await confirm(id)).status).toBe(200)
    expect(await on.ended(id)).toMatchObject({ state: 'DONE' })
    expect(await on.done(key)).toBe('TERMINATED')
    const row = await on.database.knex('outbox').where({ id: outboxId }).first()
    expect(row).toMatchObject({ state: 'DISCARDED' })
  })

  it('takes an instance to a version where the same lies ahead, and the retried step goes on (art. 8)', async () => {
    const key = await on.stoppedByModel()
    const id = await proposed(key, migrate(on.state.version))
    expect((await confirm(id)).status).toBe(200)
    expect(await on.ended(id)).toMatchObject({ state: 'DONE' })
    expect(await on.engine.versionOf(key)).toBe(on.state.version)
    await on.retry(key)
    expect(await on.done(key)).toBe('COMPLETED')
  })
})

const withdrawn = () => on.stoppedCorrection('WITHDRAWN')
async function otherVersion() {
  const other = await on.deployMeeting('=meetingStartsAt', '=not(approved)')
  await on.deployMeeting()
  return migrate(other)
}

describe('what would move a decision', () => {
  it.each([
    ['a term that its process does not have', 'si rimettono solo', withdrawn, () => SET],
    ['a term that the process holds already', 'ha già il termine', () => on.stoppedByModel(), () => SET],
    ['a term that no row holds', 'non c’è ancora', () => on.stoppedMeeting({ meetingId: 'm-2' }), () => SET],
    ['an end of what stands', 'ancora valide', () => on.stoppedCorrection('PROPOSED'), () => CANCEL],
    ['an end of what decides', 'non si chiude a mano', () => on.stoppedMeeting(), () => CANCEL],
    ['a version with another way ahead', 'Cambiano: choice', () => on.stoppedMeeting(), otherVersion],
    ['a version that is not there', 'non è installata', () => on.stoppedMeeting(), () => migrate(999)],
    ['its own version', 'già su questa', () => on.stoppedMeeting(), () => migrate(on.state.version)],
  ])(
    'is refused with the rule that it breaks, and nothing is written: %s',
    async (_what, rule, begin, ask) => {
      const key = await begin()
      const answer = told(await on.propose(key, await ask(), owner))
      expect(answer).toEqual([409, 'INTERVENTION_NOT_SAFE', expect.stringContaining(rule)])
      const rows = on.database.knex('interventions').where({ process_instance_key: key })
      expect(await rows).toEqual([])
    },
  )

  it('is no variable that is not among the terms, and no instant of somebody’s own', async () => {
    const key = await on.stoppedMeeting()
    for (const change of [
      { kind: 'SET_VARIABLE', variable: 'approved' },
      { ...SET, value: '2020-01-01T00:00:00Z' },
      { kind: 'DELETE' },
      { kind: 'MIGRATE', version: 'newest' },
    ])
      expect((await on.propose(key, change, owner)).status).toBe(422)
  })

  it('is not done to an instance that has ended, nor to one that nobody knows', async () => {
    const key = await on.stoppedMeeting()
    await on.engine.cancelInstance(key)
    expect(told(await on.propose(key, SET, owner))[2]).toContain('già finita')
    expect((await on.propose('12345', SET, owner)).status).toBe(404)
  })
})

describe('what was proposed', () => {
  it('is confirmed no more once the instance has moved', async () => {
    const key = await on.stoppedMeeting()
    const id = await proposed(key, SET)
    const moved = { meetingStartsAt: 'meanwhile' }
    await on.engine.setVariables({ elementInstanceKey: key, variables: moved, local: false })
    expect(told(await confirm(id)).slice(0, 2)).toEqual([409, 'INTERVENTION_MOVED'])
    expect(await on.rowOf(id)).toMatchObject({ state: 'PROPOSED', decided_by: null })
    expect((await on.decide(id, 'withdraw', { cookie: owner })).status).toBe(200)
  })

  it('is confirmed no more once the instance is on another version', async () => {
    const key = await on.stoppedMeeting()
    const id = await proposed(key, SET)
    const version = await on.deployMeeting()
    await on.engine.migrateInstance({ processInstanceKey: key, version })
    expect(told(await confirm(id)).slice(0, 2)).toEqual([409, 'INTERVENTION_MOVED'])
  })

  it('is confirmed no more once what the rows say has changed', async () => {
    const key = await on.stoppedMeeting()
    const id = await proposed(key, SET)
    const move = (starts_at: Date) =>
      on.database.arrange((tx) => tx('meetings').where({ id: 'm-1' }).update({ starts_at }))
    await move(new Date('2026-03-03T09:00:00Z'))
    expect(told(await confirm(id)).slice(0, 2)).toEqual([409, 'INTERVENTION_MOVED'])
    await move(TERM)
    expect((await confirm(id)).status).toBe(200)
    expect(await on.ended(id)).toMatchObject({ state: 'DONE' })
  })
})
