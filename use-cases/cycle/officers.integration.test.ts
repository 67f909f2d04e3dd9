import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { officerRoutes } from '../../api/officers.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { offeredOfficers } from '../../procedures/cycle/who-may-examine.ts'
import { PERSON, apiOf } from '../../test/support/api.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { pagesOf } from '../../test/support/pages.ts'
import { takeWorkItem } from './take-work-item.ts'

let database: TestDatabase
let scenario: CallScenario
let id: string
let [owner, officer, third]: Actor[] = []
const CONFLICTED = demoPersonId('CASE_OFFICER_2')

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  const { steps } = scenario
  await steps.hold(demoPersonId('FINANCE_2'), { role: 'CASE_OFFICER' })
  await steps.holdOffice(CONFLICTED, demoBodyId('FONDAZIONE_TEMPO'))
  const callId = (await scenario.openCall()).id
  owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  officer = await steps.actor(demoPersonId('CASE_OFFICER_1'))
  third = await steps.actor(demoPersonId('FINANCE_2'), 'CASE_OFFICER')
  id = (await scenario.closeCallWithAll(callId))[0]!
}, 60_000)
afterAll(() => database.close())

const assign = (personId: string, reason = 'Carichi di lavoro', as = owner!.personId) =>
  apiOf(database, officerRoutes)
    .put(`/api/applications/${id}/officer`)
    .set(PERSON, as)
    .send({ personId, reason })
const variables = () => ({
  ...{ cycleId: scenario.cycleId, applicationId: id },
  admissibilityRoute: 'PROPOSE_ADMISSION',
})
const holdOf = async (who: Actor | undefined, task: string) =>
  (await database.reads.inbox.openTasks(who!)).items.find((one) => one.id === task)?.hold

describe('the officer of an application (L. 241/1990 art. 5)', () => {
  it('is one whom no conflict keeps out: others are not offered, and refused (art. 5)', async () => {
    const offered = await database.look(owner!, offeredOfficers, { applicationId: id, projectId: null })
    expect(offered?.map((one) => one.personId).toSorted()).toEqual(
      [officer!.personId, third!.personId].toSorted(),
    )
    for (const unfit of [CONFLICTED, demoPersonId('FINANCE_1')])
      expect((await assign(unfit)).status).toBe(422)
    expect((await assign(officer!.personId, ' ')).status).toBe(422)
    expect((await assign(officer!.personId, 'Mio', officer!.personId)).status).toBe(403)
    expect((await assign(officer!.personId, 'Mio', demoPersonId('TITULAR_CCIAA'))).status).toBe(403)
  })

  it('has the open tasks that nobody else has taken, and those to come; the others see them as that person’s', async () => {
    const open = await scenario.steps.open('Task_DecideAdmissibility', variables())
    expect((await assign(officer!.personId)).body).toEqual({ personId: officer!.personId, tasks: 1 })
    await scenario.steps.listen('Task_DecideAdmissibility', variables())
    const { items } = await database.reads.inbox.openTasks(officer!, { hold: 'MINE' })
    expect(items).toHaveLength(2)
    expect(await holdOf(third, open)).toBe('OTHERS')
    await expect(database.run(third!, takeWorkItem, { id: open })).rejects.toMatchObject({
      code: 'WORK_ITEM_TAKEN',
    })
  })

  it('is changed with a reason, which the chain keeps with who it was; what a third has taken stays there', async () => {
    const free = await scenario.steps.open('Task_DecideAdmissibility', variables())
    await database.run(third!, takeWorkItem, { id: free })
    expect((await assign(officer!.personId)).body).toMatchObject({ tasks: 2 })
    expect(await holdOf(third, free)).toBe('MINE')
    expect((await assign(third!.personId, 'Congedo')).body).toMatchObject({ tasks: 2 })
    const last = (await database.stores.audit.entries(scenario.cycleId)).at(-1)
    expect(last).toMatchObject({
      ...{ action: 'assign-officer', subjectId: id },
      facts: { to: third!.personId, from: officer!.personId, reason: 'Congedo' },
    })
  })

  it('is told on the application’s page within the wall, and the form to the process owner alone (art. 5)', async () => {
    const seenBy = async (who: Actor | undefined) =>
      (await pagesOf(database, who!).get(`/applications/${id}`)).text
    const forOwner = await seenBy(owner)
    expect(forOwner).toContain(`Istruttore assegnato: <strong>${third!.displayName}</strong>`)
    expect(forOwner).toContain('Assegna a un altro istruttore')
    const forOfficer = await seenBy(officer)
    expect(forOfficer).toContain('Istruttore assegnato')
    expect(forOfficer).not.toContain('Assegna a un altro istruttore')
    const lead = await scenario.leadOf('ASSEMI')
    expect(await database.reads.applications.find(lead, id)).toMatchObject({ officer: null })
  })
})
