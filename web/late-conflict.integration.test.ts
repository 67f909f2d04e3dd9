import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'

let database: TestDatabase
let pageOf: (code: string) => Promise<string>
beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  await scenario.closeCallWithAll(call.id)
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

  it('is told by anybody else of oneself alone', async () => {
    expect(await pageOf('CASE_OFFICER_1')).not.toContain('Di chi è il conflitto')
  })
})
