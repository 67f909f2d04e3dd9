import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { Alliance } from '../../app/demo/alliances.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import { closedAt } from '../../domain/call/window.ts'
import type { BusinessError } from '../../domain/shared/errors.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { refusalText } from '../../words/refusals.ts'
import { closeCall } from '../../workers/call/close-call.ts'
import { confirmApplicationWithdrawn } from '../../workers/evaluation/confirm-application-withdrawn.ts'
import { openAdmissibility } from '../../workers/evaluation/open-admissibility.ts'
import { tellLateConflict } from '../evaluation/tell-late-conflict.ts'
import { saveApplicationDraft } from './save-application-draft.ts'
import { withdrawApplication } from './withdraw-application.ts'

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>

async function begin(): Promise<void> {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
}

const alliance = (lead: Alliance['lead']): Alliance => {
  const found = demoAlliances.find((one) => one.lead === lead)
  if (!found) throw new Error(`no demo alliance of ${lead}`)
  return found
}
const submitted = async (lead: Alliance['lead']): Promise<string> => {
  const id = await scenario.draft(call.id, alliance(lead))
  await scenario.submit(id, lead)
  return id
}
const withdraw = async (applicationId: string, lead: string) =>
  database.run(await scenario.leadOf(lead), withdrawApplication, { applicationId })
const atClosing = (milliseconds: number) => database.setNow(new Date(call.closesAt.getTime() + milliseconds))
const close = () => {
  database.setNow(closedAt(call))
  return scenario.steps.job(closeCall, { cycleId: scenario.cycleId, callId: call.id })
}
const messages = async (applicationId: string): Promise<[string, string][]> => {
  const rows: { name: string; state: string }[] = await database
    .knex('outbox')
    .where({ kind: 'PUBLISH_MESSAGE', stream: `message:${applicationId}` })
    .orderBy('position')
    .select(database.knex.raw(`payload ->> 'name' as name`), 'state')
  return rows.map(({ name, state }) => [name, state])
}
const taking = async () => (await database.stores.applications.submittedOf(call.id)).map(({ id }) => id)

describe('withdrawing an application (art. 10)', () => {
  beforeAll(begin)
  afterAll(() => database.close())

  it('is for its lead alone, and of what was submitted', async () => {
    const id = await submitted('ASSEMI')
    const draft = await scenario.draft(call.id, alliance('IPIS'))
    const before = await database.dump()
    await expect(withdraw(id, 'IPIS')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const owner = database.run(scenario.owner, withdrawApplication, { applicationId: id })
    await expect(owner).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(withdraw('nothing', 'ASSEMI')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(withdraw(draft, 'IPIS')).rejects.toMatchObject({ code: 'MOVE_NOT_POSSIBLE' })
    expect(await database.dump()).toEqual(before)
  })

  it('is possible until a millisecond before the hour, and refused on it with both instants', async () => {
    const [inTime, late] = [await submitted('SERCOP'), await submitted('IPIS')]
    atClosing(-1)
    const withdrawnAt = new Date(call.closesAt.getTime() - 1)
    expect(await withdraw(inTime, 'SERCOP')).toMatchObject({ applicationId: inTime, withdrawnAt })
    atClosing(0)
    const before = await database.dump()
    const refusal = withdraw(late, 'IPIS')
    await expect(refusal).rejects.toMatchObject({ code: 'WITHDRAWAL_AFTER_CLOSING' })
    const { code, facts } = (await refusal.catch((error: unknown) => error)) as BusinessError
    expect(refusalText(code, facts)).toMatch(/arrivato il (.{10} alle ore 12:00:00), .*chiusura: \1\)/)
    expect(await database.dump()).toEqual(before)
    database.setNow(call.opensAt)
  })

  it('twice is once, also at the same moment, also after the closing', async () => {
    const id = await submitted('COOP_EUREKA')
    const answers = await Promise.all([1, 2, 3].map(() => withdraw(id, 'COOP_EUREKA')))
    const { code, receiptNumber } = await database.stores.applications.get(id)
    const answer = { applicationId: id, code, receiptNumber, withdrawnAt: call.opensAt }
    expect(answers).toEqual([answer, answer, answer])
    const before = await database.dump()
    atClosing(1)
    expect(await withdraw(id, 'COOP_EUREKA')).toEqual(answer)
    database.setNow(call.opensAt)
    expect(await database.dump()).toEqual(before)
    const mails = before['outbox']?.filter((row) =>
      JSON.stringify(row).includes(`ritiro della domanda ${receiptNumber}`),
    )
    expect(mails).toHaveLength(1)
    const audited = before['audit_entries']?.filter((row) =>
      JSON.stringify(row).includes('withdraw-application'),
    )
    expect(audited?.filter((row) => JSON.stringify(row).includes(id))).toHaveLength(1)
  })

  it('is told to its review, which confirms both its messages, the same when run twice', async () => {
    const id = await submitted('CITTA_METROPOLITANA')
    await withdraw(id, 'CITTA_METROPOLITANA')
    expect(await messages(id)).toEqual([
      ['ApplicationSubmitted', 'PENDING'],
      ['ApplicationWithdrawn', 'PENDING'],
    ])
    const scope = { cycleId: scenario.cycleId, applicationId: id }
    for (let run = 0; run < 2; run++) await scenario.steps.job(confirmApplicationWithdrawn, scope)
    expect(await messages(id)).toEqual([
      ['ApplicationSubmitted', 'RECEIVED'],
      ['ApplicationWithdrawn', 'RECEIVED'],
    ])
  })

  it('keeps what was handed in as it was: no change, no second submission', async () => {
    const id = await submitted('AZIENDA_CASTANESE')
    const receipt = await scenario.submit(id, 'AZIENDA_CASTANESE')
    await withdraw(id, 'AZIENDA_CASTANESE')
    const before = await database.dump()
    const lead = await scenario.leadOf('AZIENDA_CASTANESE')
    const content = allianceApplication(alliance('AZIENDA_CASTANESE'), call.rules)
    await expect(
      database.run(lead, saveApplicationDraft, { applicationId: id, version: 1, content }),
    ).rejects.toMatchObject({ code: 'APPLICATION_ALREADY_SUBMITTED' })
    expect(await scenario.submit(id, 'AZIENDA_CASTANESE')).toEqual(receipt)
    expect(await database.dump()).toEqual(before)
    await expect(
      database.knex('applications').where({ id }).update({ withdrawn_at: null }),
    ).rejects.toMatchObject({ constraint: 'applications_withdrawal' })
  })
})

describe('an application submitted in place of a withdrawn one (art. 5, 10)', () => {
  let first: string
  let second: string
  beforeAll(async () => {
    await begin()
    first = await submitted('ASSEMI')
    await withdraw(first, 'ASSEMI')
    second = await submitted('ASSEMI')
  })
  afterAll(() => database.close())

  const visible = async (person: string): Promise<string[]> => {
    const viewer = await scenario.steps.actor(demoPersonId(person))
    return (await database.reads.applications.ofCall(viewer, call.id)).items.map(({ id }) => id)
  }

  it('has a code and a number of its own: those of the withdrawn one are not given again', async () => {
    const { applications } = database.stores
    const [old, anew] = [await applications.get(first), await applications.get(second)]
    expect([old.code, anew.code]).toEqual(['A1-001', 'A1-002'])
    expect([old.receiptNumber, anew.receiptNumber]).toEqual(['PTC-2027/A1-001', 'PTC-2027/A1-002'])
  })

  it('alone takes part: in the closing, the exclusions, the names before declaring, the admissibility', async () => {
    const withdrawnToo = await submitted('SERCOP')
    const arrivedAt = new Date(call.closesAt.getTime() - 1)
    const actor = await scenario.leadOf('SERCOP')
    atClosing(1000)
    await database.runRequest({ actor, arrivedAt }, withdrawApplication, { applicationId: withdrawnToo })
    expect(await close()).toMatchObject({ variables: { callClosed: true, callDeserted: false } })
    expect(await taking()).toEqual([second])
    const partners = await database.stores.applications.partnersOfCall(call.id)
    expect(new Set(partners.map(({ applicationId }) => applicationId))).toEqual(new Set([second]))
    const excludedFrom = await database.knex('exclusions').distinct().pluck<string[]>('application_id')
    expect(excludedFrom).toEqual([second])
    const cause = await database.knex('exclusions').distinct().pluck<string[]>('cause_application_id')
    expect(cause).toEqual([second])
    await scenario.steps.job(openAdmissibility, { cycleId: scenario.cycleId, callId: call.id })
    expect((await messages(first)).map(([name]) => name)).not.toContain('AdmissibilityOpened')
    expect((await messages(second)).map(([name]) => name)).toContain('AdmissibilityOpened')
  })

  it('is not told by the withdrawn one: that is closed to all but its lead until the outcome (art. 5)', async () => {
    expect(await visible('LEAD_ASSEMI')).toEqual([first, second])
    expect(await visible('CASE_OFFICER_1')).toEqual([second])
    expect(await visible('LEAD_IPIS')).toEqual([])
    const viewer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
    expect(await database.reads.applications.find(viewer, first)).toBeNull()
  })

  it('is the one of which a conflict can be told', async () => {
    const tell = (application: string) =>
      database.run(scenario.owner, tellLateConflict, {
        ...{ callId: call.id, application, personId: demoPersonId('PROCESS_OWNER') },
        ...{ reason: 'RELATIVE_INTEREST', explanation: 'Parente di un socio.' },
      })
    await expect(tell(first)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await tell(second)
  })

  it('stands in the register of the call beside it once the outcome is published', async () => {
    await database.arrange((tx) =>
      tx('calls').where({ id: call.id }).update({ outcome_published_at: database.clock.now() }),
    )
    expect((await visible('CASE_OFFICER_1')).slice(0, 2)).toEqual([first, second])
    expect(await visible('LEAD_IPIS')).toEqual([])
  })
})

describe('a call whose applications were all withdrawn (art. 8)', () => {
  beforeAll(begin)
  afterAll(() => database.close())

  it('is deserted, excludes nobody and draws no sample, and the office finds in it what was withdrawn', async () => {
    const id = await submitted('ASSEMI')
    await withdraw(id, 'ASSEMI')
    expect(await close()).toMatchObject({ variables: { callClosed: true, callDeserted: true } })
    expect(await database.knex('exclusions')).toEqual([])
    expect((await database.reads.calls.find(scenario.owner, call.id))?.sampleSeed).toBeNull()
    const { items: found } = await database.reads.applications.ofCall(scenario.owner, call.id)
    expect(found).toMatchObject([{ id, status: 'WITHDRAWN' }])
  })
})
