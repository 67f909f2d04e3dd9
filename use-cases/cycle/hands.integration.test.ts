import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { workItemRoutes } from '../../api/work-items.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { PERSON, apiOf } from '../../test/support/api.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { giveWorkItem } from './give-work-item.ts'
import { returnWorkItem } from './return-work-item.ts'
import { takeWorkItem } from './take-work-item.ts'

let database: TestDatabase
let scenario: CallScenario
let applicationIds: string[]
/* Three officers, of whom the second holds an office in a partner of the first application; who opens cycles; a member. */
let [officer, conflicted, third, owner, chair]: Actor[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  const { steps } = scenario
  await steps.hold(demoPersonId('FINANCE_2'), { role: 'CASE_OFFICER' })
  await steps.holdOffice(demoPersonId('CASE_OFFICER_2'), demoBodyId('FONDAZIONE_TEMPO'))
  const callId = (await scenario.openCall()).id
  officer = await steps.actor(demoPersonId('CASE_OFFICER_1'))
  conflicted = await steps.actor(demoPersonId('CASE_OFFICER_2'))
  third = await steps.actor(demoPersonId('FINANCE_2'), 'CASE_OFFICER')
  owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  chair = await steps.actor(demoPersonId('TITULAR_ATS_MILANO'))
  applicationIds = await scenario.closeCallWithAll(callId)
}, 60_000)
afterAll(() => database.close())

/* A task on the first application, which is closed to the second officer; or, with no conflict, on another. */
const openTask = (index = 0) =>
  scenario.steps.open('Task_DecideAdmissibility', {
    ...{ cycleId: scenario.cycleId, applicationId: applicationIds[index] },
    admissibilityRoute: 'PROPOSE_ADMISSION',
  })
const input = { outcome: 'ADMITTED', reasons: 'Completa.' }
const take = (who: Actor | undefined, id: string) => database.run(who!, takeWorkItem, { id })
const give = (who: Actor | undefined, id: string, to: Actor | undefined) =>
  database.run(who!, giveWorkItem, { id, personId: to!.personId })
const giveBack = (who: Actor | undefined, id: string, reason?: string) =>
  database.run(who!, returnWorkItem, { id, reason })
const inboxOf = async (who: Actor | undefined, asked = {}) =>
  (await database.reads.inbox.openTasks(who!, asked)).items
const auditOf = async (id: string) =>
  (await database.stores.audit.entries(scenario.cycleId))
    .filter(({ facts }) => facts['workItemId'] === id)
    .map(({ action, actor }) => [action, actor])

describe('a task that several may do (art. 5, 8)', () => {
  it('is not given to oneself, and nothing of it is recorded: one takes it', async () => {
    const id = await openTask()
    await expect(give(officer, id, officer)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await auditOf(id)).toEqual([])
  })

  it('is taken by one: the others see who has it since when, and are refused what they would do with it', async () => {
    const id = await openTask()
    await take(officer, id)
    const since = database.clock.now()
    const taken = { code: 'WORK_ITEM_TAKEN', facts: { name: officer!.displayName, since } }
    await expect(take(third, id)).rejects.toMatchObject(taken)
    await expect(give(third, id, third)).rejects.toMatchObject(taken)
    await expect(giveBack(third, id, 'Serve a me.')).rejects.toMatchObject(taken)
    await expect(scenario.steps.complete(third!, id, input)).rejects.toMatchObject(taken)
    expect((await inboxOf(third)).find((one) => one.id === id)).toMatchObject({
      ...{ hold: 'OTHERS', takenBy: officer!.displayName, takenAt: since },
    })
    const shown = await scenario.steps.load(third!, id)
    expect([shown.hold, shown.taken]).toEqual(['OTHERS', { name: officer!.displayName, at: since }])
    await scenario.steps.complete(officer!, id, input)
    await expect(take(third, id)).rejects.toMatchObject({ code: 'WORK_ITEM_NOT_OPEN' })
    expect((await auditOf(id)).map(([action]) => action)).toEqual([
      'take-work-item',
      'Task_DecideAdmissibility',
    ])
  })

  it('goes to one of two who take it at once, and so when one takes what another completes', async () => {
    const id = await openTask(1)
    const both = await Promise.allSettled([take(officer, id), take(third, id)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((one) => one.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'WORK_ITEM_TAKEN' })
    expect(await auditOf(id)).toHaveLength(1)
    const other = await openTask(2)
    const race = await Promise.allSettled([
      take(officer, other),
      scenario.steps.complete(third!, other, input),
    ])
    expect(race.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('taken again by who has it stays taken since then', async () => {
    const id = await openTask()
    const first = await take(officer, id)
    expect(await take(officer, id)).toEqual(first)
    expect(await auditOf(id)).toHaveLength(1)
  })

  it('is given to who may do it, never to whom a conflict keeps out or who lacks the function (art. 5)', async () => {
    const id = await openTask()
    const { others } = await scenario.steps.load(officer!, id)
    expect(others.map(({ personId }) => personId)).toEqual([third!.personId])
    for (const unfit of [conflicted, owner])
      await expect(give(officer, id, unfit)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await give(officer, id, third)
    expect((await inboxOf(third, { hold: 'MINE' })).map((one) => one.id)).toContain(id)
    expect((await inboxOf(officer, { hold: 'OTHERS' })).map((one) => one.id)).toContain(id)
    expect((await inboxOf(officer, { hold: 'FREE' })).map((one) => one.id)).not.toContain(id)
    await give(third, id, officer)
    await giveBack(officer, id)
    expect((await inboxOf(third, { hold: 'FREE' })).map((one) => one.id)).toContain(id)
    await giveBack(third, id)
  })

  it('is not taken by whom a conflict keeps out, and not found by who lacks its function (art. 5)', async () => {
    const id = await openTask()
    await expect(take(conflicted, id)).rejects.toMatchObject({ code: 'CONFLICT_EXCLUDED' })
    await expect(take(owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(giveBack(chair, 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is set free by the process owner with a reason, which the holder is told without what it is about', async () => {
    const id = await openTask()
    await take(officer, id)
    expect((await database.reads.inbox.taken(owner!)).items.map((one) => one.id)).toContain(id)
    expect((await database.reads.inbox.taken(third!)).items).toEqual([])
    await expect(giveBack(owner, id)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await giveBack(owner, id, 'Assente fino a venerdì.')
    const [mail] = await database
      .knex<{ payload: { to: string[]; text: string } }>('outbox')
      .whereRaw(`payload ->> 'subject' like 'Attività restituita%'`)
    expect(mail?.payload.text).toContain('Assente fino a venerdì.')
    expect(mail?.payload.text).not.toContain('A1-00')
    await take(third, id)
  })

  it('is set free by who presides where the process owner is kept from the application (art. 5)', async () => {
    await scenario.steps.holdOffice(owner!.personId, demoBodyId('FONDAZIONE_TEMPO'))
    const id = await openTask()
    await take(officer, id)
    const { callId } = await database.stores.applications.get(applicationIds[0]!)
    await database.knex('exclusions').insert({
      call_id: callId,
      ...{ application_id: applicationIds[0], cause_application_id: applicationIds[0] },
      ...{ person_id: owner!.personId, basis: 'OFFICE', source: 'COMPUTED', path: '[]' },
      ...{ full_reason: 'x', own_reason: 'x', excluded_at: database.clock.now() },
    })
    expect((await database.reads.inbox.taken(owner!)).items.map((one) => one.id)).not.toContain(id)
    await expect(giveBack(owner, id, 'Assente.')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(giveBack(chair, id, 'Assente.')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await database.arrange((tx) =>
      tx('conflict_declarations').insert({
        ...{ id: 'chair', call_id: callId, seat_id: chair!.seatId, person_id: chair!.personId },
        ...{ status: 'DECLARED', declared_at: database.clock.now() },
      }),
    )
    expect((await database.reads.inbox.taken(chair!)).items.map((one) => one.id)).toContain(id)
    await giveBack(chair, id, 'Assente, e il responsabile è escluso.')
    expect((await auditOf(id)).map(([action]) => action)).toEqual(['take-work-item', 'return-work-item'])
    await scenario.steps.release(owner!.personId, 'OFFICE_HOLDER')
  })

  it('whose holder may no longer do it is free for the others, so that nobody waits', async () => {
    const id = await openTask()
    await take(third, id)
    await database
      .knex('functions')
      .where({ person_id: third!.personId, role: 'CASE_OFFICER' })
      .update({ ends_on: '2026-12-31' })
    const shown = await scenario.steps.load(officer!, id)
    expect([shown.hold, shown.taken?.name]).toEqual(['FREE', third!.displayName])
    expect((await take(officer, id)).taken?.by).toBe(officer!.personId)
    await database
      .knex('functions')
      .where({ person_id: third!.personId, role: 'CASE_OFFICER' })
      .update({ ends_on: null })
  })
})

describe('a task that is asked of one person (art. 5)', () => {
  it('is neither taken nor given nor returned', async () => {
    const id = await scenario.steps.open(
      'Task_DeclareConflicts',
      { cycleId: scenario.cycleId, declarationId: 'none', declarationsDueAt: '2027-06-01T10:00:00Z' },
      chair!.personId,
    )
    const personal = { code: 'WORK_ITEM_PERSONAL' }
    await expect(take(chair, id)).rejects.toMatchObject(personal)
    await expect(give(chair, id, officer)).rejects.toMatchObject(personal)
    await expect(giveBack(chair, id)).rejects.toMatchObject(personal)
    await expect(take(officer, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      database.knex('work_items').where({ id }).update({ taken_by: officer!.personId, taken_at: new Date() }),
    ).rejects.toThrow('work_items_taken')
  })
})

interface Answered {
  status: number
  text: string
  body: { code: string; message: string }
}

describe('over HTTP', () => {
  it('the second who takes gets a 409 that says who has it and how to get it; whom a conflict keeps out is told nobody (art. 5)', async () => {
    const actors = new Map([officer, conflicted, third, owner].map((one) => [one!.personId, one!]))
    const actorOf = (request: { get: (name: string) => string | undefined }) =>
      Promise.resolve(actors.get(request.get(PERSON) ?? '') ?? null)
    const http = apiOf(database, workItemRoutes, { actorOf })
    const id = await openTask()
    const post = (what: string, who: Actor | undefined, body = {}) =>
      http.post(`/api/work-items/${id}/${what}`).set(PERSON, who!.personId).send(body)
    expect((await post('take', officer)).body).toEqual({
      ...{ id, taken: { by: officer!.personId, at: database.clock.now().toISOString() } },
    })
    for (const what of ['take', 'complete']) {
      const second = (await post(what, third, input)) as Answered
      expect([second.status, second.body.code]).toEqual([409, 'WORK_ITEM_TAKEN'])
      expect(second.body.message).toContain(`in carico a ${officer!.displayName} dal `)
      expect(second.body.message).toContain('chiedi a')
      const excluded = (await post(what, conflicted, input)) as Answered
      expect([excluded.status, excluded.body.code]).toEqual([403, 'CONFLICT_EXCLUDED'])
      expect(excluded.text).not.toContain(officer!.displayName)
    }
    expect((await post('give', officer)).status).toBe(422)
    const get = (path: string, who: Actor | undefined) => http.get(path).set(PERSON, who!.personId)
    expect((await get(`/api/work-items/${id}`, officer)).body).toMatchObject({
      ...{ hold: 'MINE', shared: true, others: [{ personId: third!.personId }] },
    })
    expect((await get(`/api/work-items/${id}`, conflicted)).status).toBe(404)
    const draftOf = (who: Actor | undefined) =>
      http
        .put(`/api/work-items/${id}/draft`)
        .set(PERSON, who!.personId)
        .set('if-match', '"0"')
        .send({ reasons: 'x' })
    expect((await draftOf(third)).status).toBe(200)
    expect((await draftOf(conflicted)).status).toBe(403)
    expect(await database.knex('task_drafts').where({ person_id: conflicted!.personId })).toEqual([])
    expect((await get('/api/work-items', owner)).status).toBe(200)
    expect((await get('/api/work-items', officer)).status).toBe(403)
  })
})
