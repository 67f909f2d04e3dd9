import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { closedAt } from '../domain/call/window.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import type { CallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'
import { closeCall } from '../workers/call/close-call.ts'

const [alliance] = demoAlliances

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>
let id = ''
beforeAll(async () => {
  database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
  id = await scenario.draft(call.id, alliance)
}, 60_000)
afterAll(() => database.close())

const page = async () =>
  (
    await pagesOf(database, await scenario.leadOf(alliance.lead))
      .get(`/applications/${id}`)
      .expect(200)
  ).text
const kinds = async () => {
  const found = await database.reads.applications.find(await scenario.leadOf(alliance.lead), id)
  return found!.history.map(({ kind }) => kind)
}

describe('the page of an application to its lead (art. 10)', () => {
  it('of a draft says who wrote it last', async () => {
    const text = await page()
    expect(text).toContain('Bozza scritta l’ultima volta da Legale rappresentante')
    expect(text).not.toContain('com’è stata presentata')
  })

  it('after the submission shows all that was presented, and each step since with its hour', async () => {
    await scenario.submit(id, alliance.lead)
    const text = await page()
    for (const told of [
      ...['com’è stata presentata', 'firmata da Legale rappresentante'],
      ...['Piano dei costi', '185.000,00', 'Domanda presentata'],
    ])
      expect(text).toContain(told)
    expect(await kinds()).toEqual(['SIGNED', 'SUBMITTED'])
    database.setNow(closedAt(call))
    await scenario.steps.job(closeCall, { cycleId: scenario.cycleId, callId: call.id })
    expect(await kinds()).toEqual(['SIGNED', 'SUBMITTED', 'CLOSED'])
    expect(await page()).toContain('In istruttoria')
  })

  it('says nothing of the ranking before its outcome is published, and all of its own after it (art. 5)', async () => {
    const { code } = await database.stores.applications.get(id)
    await database.arrange(async (tx) => {
      await tx('applications').where({ id }).update({ status: 'ADMITTED' })
      await tx('rankings').insert({
        ...{ id: 'R', call_id: call.id, seal: '{}', seal_sha256: 's', status: 'ADOPTED' },
        drawn_up_at: database.clock.now(),
      })
      await tx('ranking_entries').insert({
        ...{ ranking_id: 'R', application_id: id, position: 1, outcome: 'FUNDED', grant_cents: 1 },
      })
    })
    expect(code).not.toBeNull()
    expect(await kinds()).not.toContain('OUTCOME')
    expect(await page()).toContain('In valutazione')
    await database.arrange((tx) =>
      tx('calls').where({ id: call.id }).update({ outcome_published_at: database.clock.now() }),
    )
    expect(await kinds()).toContain('OUTCOME')
    expect(await page()).toContain('Finanziato')
  })
})
