import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { Alliance } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import type { Application } from '../../domain/call/application.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { draftApplication } from './draft-application.ts'

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
})
afterAll(() => database.close())

const alliance = (lead: Alliance['lead']): Alliance => {
  const found = demoAlliances.find((one) => one.lead === lead)
  if (!found) throw new Error(`no demo alliance of ${lead}`)
  return found
}
const content = (): Application => allianceApplication(alliance('SERCOP'), call.rules)

describe('drafting an application', () => {
  it('is refused to a body that has fifty drafts for the call already, and to no other', async () => {
    const lead = await scenario.leadOf('SERCOP')
    const begin = () => database.run(lead, draftApplication, { callId: call.id, content: content() })
    const { id } = await begin()
    const copy = async (many: number) => {
      const row = await database.knex('applications').where({ id }).first()
      const ids = Array.from({ length: many }, (_, index) => `draft-${index}`)
      await database
        .knex('applications')
        .insert(ids.map((one) => ({ ...row, id: one, content: JSON.stringify(row?.content) })))
    }
    const before = await database.stores.applications.countDrafts(call.id, lead.bodyId ?? '')
    await copy(50 - before)
    await expect(begin()).rejects.toMatchObject({ code: 'TOO_MANY_DRAFTS', facts: { limit: 50 } })
    await scenario.draft(call.id, alliance('IPIS'))
    await database.knex('applications').where('id', 'like', 'draft-%').delete()
  })
})
