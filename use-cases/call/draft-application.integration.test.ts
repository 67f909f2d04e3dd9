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
import { saveApplicationDraft } from './save-application-draft.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'

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

describe('a draft that two people of its lead write (art. 10)', () => {
  const begun = async () => {
    const lead = await scenario.leadOf('SERCOP')
    const colleague = { ...lead, personId: demoPersonId('CASE_OFFICER_1') }
    const { id } = await database.run(lead, draftApplication, { callId: call.id, content: content() })
    const save = (who: typeof lead, title: string, version: number) =>
      database.run(who, saveApplicationDraft, {
        ...{ applicationId: id, version, content: { ...content(), title } },
      })
    return { id, lead, colleague, save }
  }

  it('is not overwritten by who read it before the other saved: the refusal tells both, who and when', async () => {
    const { id, lead, colleague, save } = await begun()
    expect(await save(lead, 'Il mio titolo', 1)).toEqual({ id, version: 2, signedFormVoided: false })
    const refused = await save(colleague, 'Un altro titolo', 1).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'DRAFT_CHANGED',
      facts: { by: lead.displayName, current: { version: 2, content: { title: 'Il mio titolo' } } },
    })
    expect((await database.stores.applications.get(id)).title).toBe('Il mio titolo')
    expect(await save(colleague, 'Un altro titolo', 2)).toEqual({ id, version: 3, signedFormVoided: false })
    const saved = await database.stores.applications.get(id)
    expect([saved.title, saved.submittedBy]).toEqual(['Un altro titolo', colleague.personId])
  })

  it('takes one of two that are saved at the same moment', async () => {
    const { lead, colleague, save } = await begun()
    const ended = await Promise.allSettled([save(lead, 'Uno', 1), save(colleague, 'Due', 1)])
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('is saved once where the same content comes twice, as after an answer that was lost', async () => {
    const { id, lead, save } = await begun()
    await save(lead, 'Il mio titolo', 1)
    expect(await save(lead, 'Il mio titolo', 1)).toEqual({ id, version: 2, signedFormVoided: false })
  })
})

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
