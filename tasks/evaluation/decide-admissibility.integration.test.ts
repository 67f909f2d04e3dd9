import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { examineApplication } from '../../workers/evaluation/examine-application.ts'
import { submitApplication } from '../../use-cases/call/submit-application.ts'
import { openAdmissibility } from '../../workers/evaluation/open-admissibility.ts'
import type { Actor } from '../../procedures/context.ts'

let database: TestDatabase
let scenario: CallScenario
let officer: Actor
let conflicted: Actor
let applicationIds: string[]
let callId: string
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
  const { admissibility } = scenario.configuration
  const refusalNoticeDays = { ...admissibility.refusalNoticeDays, value: null }
  callId = (await scenario.openCall({ admissibility: { ...admissibility, refusalNoticeDays } })).id
  conflicted = await scenario.steps.actor(demoPersonId('CASE_OFFICER_2'))
  await scenario.steps.holdOffice(conflicted.personId, demoBodyId('FONDAZIONE_TEMPO'))
  applicationIds = await scenario.closeCallWithAll(callId)
})
afterAll(() => database.close())

const examine = (applicationId: string) =>
  scenario.steps.job(examineApplication, { cycleId: scenario.cycleId, applicationId })
const openTask = (applicationId: string) =>
  scenario.steps.open('Task_DecideAdmissibility', {
    cycleId: scenario.cycleId,
    applicationId,
    admissibilityRoute: 'PROPOSE_EXCLUSION',
  })
const last = () => String(applicationIds.at(-1))
const told = async (name: string) => {
  const rows = await database
    .knex<{ payload: { correlationKey: string } }>('outbox')
    .whereRaw(`payload ->> 'name' = ?`, [name])
    .orderBy('position')
  return rows.map(({ payload }) => payload.correlationKey)
}

describe('admissibility', () => {
  it('has a review begun by each submission, told nothing but ids (art. 10)', async () => {
    const { cycleId, leadOf } = scenario
    const lead = await leadOf('ASSEMI')
    await database.run(lead, submitApplication, { applicationId: String(applicationIds[0]) })
    const begun = await database.knex('outbox').whereRaw(`payload ->> 'name' = 'ApplicationSubmitted'`)
    expect(begun.map((row: { payload: unknown }) => row.payload)).toEqual(
      applicationIds.map((id) => ({
        ...{ name: 'ApplicationSubmitted', correlationKey: id },
        variables: { cycleId, applicationId: id },
      })),
    )
  })

  it('examines every application submitted in time, in order of arrival, each told once (art. 10)', async () => {
    const scope = { cycleId: scenario.cycleId, callId }
    for (let run = 0; run < 2; run++) await scenario.steps.job(openAdmissibility, scope)
    expect(await told('AdmissibilityOpened')).toEqual(applicationIds)
  })

  it('computes the formal reasons from the frozen rules, the same when run twice', async () => {
    expect(await examine(String(applicationIds[0]))).toEqual({
      variables: { blockingReasons: 0, curableReasons: 0 },
    })
    const found = { variables: { blockingReasons: 2, curableReasons: 1 } }
    expect(await examine(last())).toEqual(found)
    const before = await database.stores.admissibility.reasonsOf(last())
    expect(await examine(last())).toEqual(found)
    expect(await database.stores.admissibility.reasonsOf(last())).toEqual(before)
    expect(before.map((one) => one.code)).toEqual(['TOO_FEW_BODIES', 'TOO_FEW_SMALL', 'ATTACHMENT_MISSING'])
  })

  it('shows the officer reasons, proposal, alliance and files', async () => {
    const { data } = await scenario.steps.load(officer, await openTask(last()))
    expect(data).toMatchObject({ code: 'A1-008', proposal: 'Esclusione: almeno un motivo non sanabile' })
    expect(
      [data['checks'], data['partners'], data['attachments']].map((list) => (list as unknown[]).length),
    ).toEqual([3, 3, 2])
  })

  it('is decided by the office with a reason, once', async () => {
    const task = await openTask(last())
    const member = await scenario.steps.actor(demoPersonId('TITULAR_CCIAA'))
    const input = {
      ...{ outcome: 'NOT_ADMITTED', reasons: 'Partenariato sotto il minimo.' },
      committeeNote: 'Il secondo anno pesa di più.',
    }
    await expect(scenario.steps.complete(member, task, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const silent = scenario.steps.complete(officer, task, { ...input, reasons: ' ' })
    await expect(silent).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await scenario.steps.complete(officer, task, input)
    expect(await database.stores.applications.get(last())).toMatchObject({ status: 'NOT_ADMITTED' })
    expect(await database.stores.admissibility.decisionOf(last())).toMatchObject({
      ...input,
      route: 'PROPOSE_EXCLUSION',
    })
    const again = scenario.steps.complete(officer, await openTask(last()), { ...input, outcome: 'ADMITTED' })
    await expect(again).rejects.toMatchObject({
      ...{ code: 'MOVE_NOT_POSSIBLE', facts: { from: 'NOT_ADMITTED', action: 'admit', allowed: [] } },
    })
  })

  it('is closed from the closing on to an officer with an office in a partner (art. 5)', async () => {
    const id = String(applicationIds[0])
    const application = await database.stores.applications.get(id)
    const { items: seen } = await database.reads.applications.ofCall(conflicted, callId)
    expect(seen.map((one) => applicationIds.indexOf(one.id))).toEqual([1, 2, 3, 5, 6, 7])
    const task = await openTask(id)
    const inboxOf = async (who: Actor) =>
      (await database.reads.inbox.openTasks(who)).items.map((one) => one.id)
    expect(await inboxOf(officer)).toContain(task)
    expect(await inboxOf(conflicted)).not.toContain(task)
    await expect(scenario.steps.load(conflicted, task)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const input = { outcome: 'ADMITTED', reasons: 'Completa.' }
    const decided = scenario.steps.complete(conflicted, task, input)
    await expect(decided).rejects.toMatchObject({ code: 'CONFLICT_EXCLUDED' })
    expect(await database.stores.applications.get(id)).toEqual(application)
  })

  it('is not seen by members of the committee before they declare (art. 5)', async () => {
    const member = await scenario.steps.actor(demoPersonId('TITULAR_CCIAA'))
    expect((await database.reads.applications.ofCall(member, callId)).items).toEqual([])
    expect((await database.reads.applications.ofCall(officer, callId)).items).toHaveLength(8)
  })

  it('once decided for all is told to the evaluation of the call by the last decision, also of two at once', async () => {
    const open = applicationIds.slice(0, -1)
    const decide = async (id: string) =>
      scenario.steps.complete(officer, await openTask(id), { outcome: 'ADMITTED', reasons: 'Completa.' })
    for (const id of open.slice(2)) await decide(id)
    expect(await told('AdmissibilityDecided')).toEqual([])
    await Promise.all(open.slice(0, 2).map(decide))
    expect(await told('AdmissibilityDecided')).toEqual([callId])
  })
})
