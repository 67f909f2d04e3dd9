import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { DemoAlliance } from '../../app/demo/alliances.ts'
import { demoApplication } from '../../app/demo/applications.ts'
import type { BusinessError } from '../../domain/shared/errors.ts'
import { refusalText } from '../../domain/shared/refusals.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { closeCall } from '../../workers/close-call.ts'
import { readAttachment } from './read-attachment.ts'
import { saveApplicationDraft } from './save-application-draft.ts'
import { submitApplication } from './submit-application.ts'

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
})
afterAll(() => database.close())

const alliance = (lead: DemoAlliance['lead']): DemoAlliance => {
  const found = demoAlliances.find((one) => one.lead === lead)
  if (!found) throw new Error(`no demo alliance of ${lead}`)
  return found
}
const atClosing = (milliseconds: number) => database.setNow(new Date(call.closesAt.getTime() + milliseconds))
const atOpening = () => database.setNow(call.opensAt)

describe('the hour of closing (art. 10)', () => {
  it('refuses what comes before the opening', async () => {
    database.setNow(new Date(call.opensAt.getTime() - 1))
    await expect(scenario.draft(call.id, alliance('SERCOP'))).rejects.toMatchObject({ code: 'CALL_NOT_OPEN' })
    atOpening()
  })

  it('takes what comes one millisecond before the hour, and refuses what comes on it', async () => {
    const [inTime, late] = [
      await scenario.draft(call.id, alliance('IPIS')),
      await scenario.draft(call.id, alliance('IPIS')),
    ]
    atClosing(-1)
    expect(await scenario.submit(inTime, 'IPIS')).toMatchObject({
      submittedAt: new Date(call.closesAt.getTime() - 1),
    })
    atClosing(0)
    const before = await database.dump()
    await expect(scenario.submit(late, 'IPIS')).rejects.toMatchObject({ code: 'APPLICATION_AFTER_CLOSING' })
    const edit = database.run(await scenario.leadOf('IPIS'), saveApplicationDraft, {
      applicationId: late,
      content: demoApplication(alliance('IPIS'), call.rules),
    })
    await expect(edit).rejects.toMatchObject({ code: 'APPLICATION_AFTER_CLOSING' })
    expect(await database.dump()).toEqual(before)
    atOpening()
  })

  it('tells whoever comes half a second late both instants, so that the refusal can be checked', async () => {
    const late = await scenario.draft(call.id, alliance('IPIS'))
    atClosing(500)
    const said = await scenario
      .submit(late, 'IPIS')
      .then(() => 'accepted')
      .catch((error: unknown) => refusalText('APPLICATION_AFTER_CLOSING', (error as BusinessError).facts))
    atOpening()
    expect(said).toMatch(/arrivata il (.{10} alle ore 12:00:00),500, ad avviso già chiuso \(chiusura: \1\)/)
  })

  it('waits for whoever is submitting when it closes: none is lost and none comes in after', async () => {
    const ids = await Promise.all(demoAlliances.slice(0, 6).map((one) => scenario.draft(call.id, one)))
    atClosing(-1)
    const submissions = ids.map(async (id, index) =>
      scenario.submit(id, demoAlliances[index]?.lead ?? 'IPIS'),
    )
    await Promise.race(submissions)
    atClosing(0)
    const closing = scenario.steps.job(closeCall, { cycleId: scenario.cycleId, callId: call.id })
    const results = await Promise.allSettled(submissions)
    await closing
    const submitted = (await database.stores.applications.submittedOf(call.id)).map((one) => one.id)
    const accepted = ids.filter((_, index) => results[index]?.status === 'fulfilled')
    expect(ids.filter((id) => submitted.includes(id))).toEqual(accepted)
    for (const one of await database.stores.applications.submittedOf(call.id)) {
      expect(one.submittedAt?.getTime()).toBeLessThan(call.closesAt.getTime())
    }
    expect(await database.stores.calls.get(call.id)).toMatchObject({ status: 'CLOSED' })
  })

  it('shows an attachment to the lead and to the office, to nobody else', async () => {
    const [submitted] = await database.stores.applications.submittedOf(call.id)
    const command = { applicationId: String(submitted?.id), kind: 'TECHNICAL_SHEET' }
    const officer = await scenario.steps.actor(scenario.owner.personId)
    expect((await database.look(officer, readAttachment, command)).file.fileName).toBe('TECHNICAL_SHEET.pdf')
    const stranger = await scenario.leadOf('AZIENDA_CASTANESE')
    await expect(database.look(stranger, readAttachment, command)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      database.run(stranger, submitApplication, { applicationId: command.applicationId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
