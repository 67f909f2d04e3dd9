import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { withdrawApplication } from './withdraw-application.ts'

const alliance = demoAlliances[0]
let database: TestDatabase
let scenario: CallScenario

beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
}, 60_000)
afterEach(() => database.close())

async function twoDrafts(several: boolean): Promise<[string, string]> {
  const { partnership } = scenario.configuration
  const rule = { ...partnership.severalPerLead, value: several }
  const { id } = await scenario.openCall({ partnership: { ...partnership, severalPerLead: rule } })
  return [await scenario.draft(id, alliance), await scenario.draft(id, alliance)]
}
const submit = (id: string) => scenario.submit(id, alliance.lead)

describe('applications of one lead to a call', () => {
  it('are as many as it likes, where the call says so', async () => {
    const [first, second] = await twoDrafts(true)
    const codes = [(await submit(first)).code, (await submit(second)).code]
    expect(new Set(codes).size).toBe(2)
  })

  it('are one, where the call says so: the second is refused till the first is withdrawn', async () => {
    const [first, second] = await twoDrafts(false)
    const { code } = await submit(first)
    await expect(submit(second)).rejects.toMatchObject({ code: 'ONE_PER_LEAD', facts: { code } })
    expect(await submit(first)).toMatchObject({ code })
    const lead = await scenario.leadOf(alliance.lead)
    await database.run(lead, withdrawApplication, { applicationId: first })
    expect((await submit(second)).receiptNumber).not.toBe('')
  })

  it('are one also where two are submitted at the same moment', async () => {
    const answers = await Promise.allSettled((await twoDrafts(false)).map(submit))
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})
