import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { Alliance } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import type { BusinessError } from '../../domain/shared/errors.ts'
import { refusalText } from '../../words/refusals.ts'
import { closedAt } from '../../domain/call/window.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { closeCall } from '../../workers/call/close-call.ts'
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

const alliance = (lead: Alliance['lead']): Alliance => {
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
      arrivedAt: new Date(call.closesAt.getTime() - 1),
    })
    atClosing(0)
    const before = await database.dump()
    await expect(scenario.submit(late, 'IPIS')).rejects.toMatchObject({ code: 'APPLICATION_AFTER_CLOSING' })
    const edit = database.run(await scenario.leadOf('IPIS'), saveApplicationDraft, {
      ...{ applicationId: late, version: 1 },
      content: allianceApplication(alliance('IPIS'), call.rules),
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

  it('loses nobody who came before the hour, however late the turn, and closes after them', async () => {
    const six = demoAlliances.slice(0, 6)
    const ids = await Promise.all(six.map((one) => scenario.draft(call.id, one)))
    const arrivedAt = new Date(call.closesAt.getTime() - 1)
    const actors = await Promise.all(six.map((one) => scenario.leadOf(one.lead)))
    const scope = { cycleId: scenario.cycleId, callId: call.id }
    atClosing(0)
    const atTheHour = scenario.steps.job(closeCall, scope)
    const submissions = actors.map((actor, index) =>
      database.runRequest({ actor, arrivedAt }, submitApplication, {
        applicationId: ids[index] ?? '',
      }),
    )
    expect(await atTheHour).toMatchObject({ variables: { callClosed: false } })
    for (const receipt of await Promise.all(submissions)) expect(receipt.arrivedAt).toEqual(arrivedAt)
    database.setNow(closedAt(call))
    expect(await scenario.steps.job(closeCall, scope)).toMatchObject({ variables: { callClosed: true } })
    const submitted = (await database.stores.applications.submittedOf(call.id)).map((one) => one.id)
    expect(submitted).toEqual(expect.arrayContaining(ids))
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
