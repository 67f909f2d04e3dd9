import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { partHash } from '../../domain/call/confirmation.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { httpOf } from '../../test/support/http.ts'
import { cookiesOf } from '../../test/support/draft-scenario.ts'

let database: TestDatabase
let scenario: CallScenario
let callId: string

beforeAll(async () => {
  database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  scenario = await createCallScenario(database)
  callId = (await scenario.openCall()).id
})
afterAll(() => database.close())

const forecast = async (code = 'PROCESS_OWNER') => {
  const who = await scenario.steps.actor(demoPersonId(code))
  return database.reads.forecasts.forecast(who, callId, database.today())
}

describe('the room of each draft, before the closing (art. 5)', () => {
  it('is empty without drafts', async () => {
    expect((await forecast())?.rooms).toEqual([])
  })

  it('is two numbers: if every body confirms, and if only those that have do', async () => {
    const [first] = demoAlliances
    const seats = (await database.stores.network.seats(database.today())).length
    const id = await scenario.draft(callId, first, ['CCIAA'])
    const rooms = (await forecast())!.rooms
    expect(rooms).toEqual([
      {
        place: 1,
        submitted: false,
        ifAllConfirm: rooms[0]!.ifConfirmed - 1,
        ifConfirmed: expect.any(Number),
      },
    ])
    expect(rooms[0]!.ifConfirmed).toBeLessThan(seats)
    await scenario.confirmPartners(id)
    await scenario.submit(id, first.lead)
    const after = (await forecast())!.rooms
    expect(after).toEqual([
      {
        place: 1,
        submitted: true,
        ifAllConfirm: rooms[0]!.ifAllConfirm,
        ifConfirmed: rooms[0]!.ifAllConfirm,
      },
    ])
  })

  it('is told to the process owner alone, on the page of the call, without a word of what a draft holds', async () => {
    for (const code of ['CASE_OFFICER_1', 'TITULAR_ATS_MILANO', 'LEAD_ASSEMI'])
      expect(await forecast(code)).toBeNull()
    const http = httpOf(database)
    const pageFor = async (code: string) => {
      const sent = { accountId: demoAccountId(code) }
      const cookie = cookiesOf(await http.post('/sign-in?act=enter').type('form').send(sent))
      return (await http.get(`/calls/${callId}`).set('cookie', cookie)).text
    }
    const page = await pageFor('PROCESS_OWNER')
    expect(page).toContain('Quanti componenti resterebbero')
    for (const hidden of [demoAlliances[0].title, 'Fondazione Tempo', 'Totem'])
      expect(page).not.toContain(hidden)
    expect(await pageFor('LEAD_ASSEMI')).not.toContain('Quanti componenti resterebbero')
  })

  it('counts what has confirmed by the same hash in SQL as where it is kept (art. 9)', async () => {
    const text = fc.stringMatching(/^[ -~À-ž€«»😀]{1,40}$/u)
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.constant('a"b\\c/d\n€ «ù»')), async (contribution) => {
        const { rows } = await database.knex.raw<{ rows: { hash: string }[] }>(
          'select part_hash(?, ?) as hash',
          ['PARTNER', contribution],
        )
        expect(rows[0]?.hash).toBe(partHash({ role: 'PARTNER', contribution }))
      }),
      { numRuns: 50 },
    )
  })

  it('is told no more once the call has closed', async () => {
    await database.arrange((tx) => tx('calls').where({ id: callId }).update({ status: 'CLOSED' }))
    expect(await forecast()).toBeNull()
  })
})
