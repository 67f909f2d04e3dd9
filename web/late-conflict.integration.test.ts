import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import type { CallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'

let database: TestDatabase
let scenario: CallScenario
let applicationIds: string[]
let pageOf: (code: string) => Promise<string>
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  applicationIds = await scenario.closeCallWithAll(call.id)
  pageOf = async (code) =>
    (
      await pagesOf(database, await scenario.steps.actor(demoPersonId(code))).get(
        `/calls/${call.id}/late-conflict`,
      )
    ).text
}, 60_000)
afterAll(() => database.close())

describe('a late conflict (art. 5; DPR 62/2013 art. 7)', () => {
  it.each(['Istruttore B · Istruttore', 'Ragioneria A · Ragioneria', 'Valutatore CCIAA · Comitato'])(
    'is told by the process owner of whoever decides, whatever the office: %s',
    async (person) => expect(await pageOf('PROCESS_OWNER')).toContain(person),
  )

  it('is told by the process owner of an expert of a body of the network too, once called in', async () => {
    const expert = demoPersonId('LEAD_SERCOP')
    const { displayName } = (await database.stores.network.findPerson(expert))!
    const bodyId = demoBodyId('FONDAZIONE_TEMPO')
    await scenario.steps.hold(expert, { role: 'NETWORK_MEMBER', bodyId })
    expect(await pageOf('PROCESS_OWNER')).not.toContain(displayName)
    await database.knex('panel_appointments').insert({
      ...{ application_id: applicationIds.at(-1) ?? '', person_id: expert, reason: 'Esperto di welfare.' },
      ...{ act: 'Decreto', act_number: '1', act_on: database.today() },
      ...{ appointed_by: demoPersonId('PROCESS_OWNER'), appointed_at: database.clock.now() },
    })
    expect(await pageOf('PROCESS_OWNER')).toContain(displayName)
  })

  it('is told by anybody else of oneself alone', async () => {
    expect(await pageOf('CASE_OFFICER_1')).not.toContain('Di chi è il conflitto')
  })
})
