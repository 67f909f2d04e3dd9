import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { networkPeopleRoutes } from '../../api/network-people.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { Actor } from '../../procedures/context.ts'
import { PERSON, apiOf } from '../../test/support/api.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { takeWorkItem } from '../cycle/take-work-item.ts'

const OFFICER = demoPersonId('CASE_OFFICER_1')
const OTHER = demoPersonId('CASE_OFFICER_2')
const SUBSTITUTE = demoPersonId('FINANCE_2')
const told = { act: 'Decreto n. 7 del 03/03/2027', reason: 'Congedo' }

let database: TestDatabase
let scenario: CallScenario
let applicationIds: string[]
let today: LocalDate
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  await scenario.steps.holdOffice(OTHER, demoBodyId('FONDAZIONE_TEMPO'))
  applicationIds = await scenario.closeCallWithAll((await scenario.openCall()).id)
  today = database.today()
}, 60_000)
afterAll(() => database.close())

interface Answer {
  status: number
  text: string
  body: { functionId: string; details?: { problems: { path: string; code: string }[] } }
}
const post = (path: string, body: object, as: string = demoPersonId('PROCESS_OWNER')): PromiseLike<Answer> =>
  apiOf(database, networkPeopleRoutes).post(path).set(PERSON, as).send(body)
const functionOf = async (personId: string, role: Role): Promise<string> =>
  (await database.knex('functions').where({ person_id: personId, role }).whereNull('stands_for').first())!.id
const substitute = async (
  personId: string,
  replaced: string,
  given: object = {},
  role: Role = 'CASE_OFFICER',
) =>
  post(`/api/network/people/${personId}/substitutions`, {
    ...{ functionId: await functionOf(replaced, role), from: today, until: addDays(today, 10) },
    ...{ ...told, ...given },
  })
const refusalOf = ({ status, body }: Answer) => [
  status,
  body.details?.problems.map(({ path, code }) => `${path} ${code}`),
]
const openTask = (index = 0) =>
  scenario.steps.open('Task_DecideAdmissibility', {
    ...{ cycleId: scenario.cycleId, applicationId: applicationIds[index] },
    admissibilityRoute: 'PROPOSE_ADMISSION',
  })
const asSubstitute = (): Promise<Actor> => scenario.steps.actor(SUBSTITUTE, 'CASE_OFFICER')

describe('a substitution (art. 8)', () => {
  it('is recorded with its act and reason, and told to both', async () => {
    const done = await substitute(SUBSTITUTE, OFFICER)
    expect(done.status).toBe(201)
    const last = (await database.stores.audit.entries(NETWORK_CHAIN)).at(-1)
    expect(last).toMatchObject({
      ...{ action: 'substitute-person', subjectId: SUBSTITUTE },
      facts: { ...told, inPlaceOf: OFFICER, from: today, until: addDays(today, 10) },
    })
    const mails = await database.knex('outbox').whereRaw(`payload ->> 'subject' like 'Sostituzione:%'`)
    expect(mails).toHaveLength(2)
  })

  it('lets do the tasks of the function, also those that the other has taken, and the chain says in whose place', async () => {
    const id = await openTask()
    await database.run(await scenario.steps.actor(OFFICER), takeWorkItem, { id })
    const actor = await asSubstitute()
    expect(actor.standsFor).toMatchObject({ personId: OFFICER, act: told.act, until: addDays(today, 10) })
    expect((await scenario.steps.load(actor, id)).hold).toBe('MINE')
    const mine = await database.reads.inbox.openTasks(actor, { hold: 'MINE' })
    expect(mine.items.map((one) => one.id)).toContain(id)
    await scenario.steps.complete(actor, id, { outcome: 'ADMITTED', reasons: 'Completa.' })
    const last = (await database.stores.audit.entries(scenario.cycleId)).at(-1)
    expect(last).toMatchObject({
      ...{ actor: SUBSTITUTE, functionId: actor.functionId },
      facts: { standsFor: { personId: OFFICER, act: told.act } },
    })
    const done = await database.stores.workItems.lastCompletion(
      'Task_DecideAdmissibility',
      applicationIds[0]!,
    )
    expect(done).toMatchObject({ personId: SUBSTITUTE, standsFor: { personId: OFFICER, act: told.act } })
  })

  it('opens nothing that a conflict closes to the substitute, and takes over no conflict of the other (art. 5)', async () => {
    const third = demoPersonId('FINANCE_1')
    expect((await substitute(third, OTHER)).status).toBe(201)
    const forExcluded = await scenario.steps.actor(third, 'CASE_OFFICER')
    const id = await openTask()
    expect((await database.reads.inbox.openTasks(forExcluded)).items.map((one) => one.id)).toContain(id)
    const closedId = applicationIds[1]!
    const { callId } = await database.stores.applications.get(closedId)
    await database.knex('exclusions').insert({
      ...{ application_id: closedId, cause_application_id: closedId, call_id: callId, person_id: third },
      ...{ basis: 'OFFICE', source: 'COMPUTED', path: '[]', full_reason: 'x', own_reason: 'x' },
      excluded_at: database.clock.now(),
    })
    const closed = await openTask(1)
    const seen = (await database.reads.inbox.openTasks(forExcluded)).items.map((one) => one.id)
    expect(seen).not.toContain(closed)
    await expect(database.run(forExcluded, takeWorkItem, { id: closed })).rejects.toMatchObject({
      code: 'CONFLICT_EXCLUDED',
    })
  })

  it('is one at a time for a function, of somebody else, in the days of the function, and in no circle', async () => {
    expect(refusalOf(await substitute(demoPersonId('FINANCE_1'), OFFICER))).toEqual([
      422,
      ['from SUBSTITUTED_ALREADY'],
    ])
    expect(refusalOf(await substitute(OFFICER, OFFICER))).toEqual([422, ['functionId ONESELF']])
    const early = { until: addDays(today, -1) }
    expect(refusalOf(await substitute(OFFICER, OTHER, early))).toEqual([422, ['until ENDS_BEFORE_BEGIN']])
    expect(refusalOf(await substitute(OFFICER, SUBSTITUTE, {}, 'FINANCE'))).toEqual([
      422,
      ['functionId CIRCLE'],
    ])
    const later = { from: addDays(today, 11), until: addDays(today, 12) }
    expect((await substitute(OFFICER, SUBSTITUTE, later, 'FINANCE')).status).toBe(201)
    const seat = demoPersonId('TITULAR_CCIAA')
    expect(refusalOf(await substitute(OFFICER, seat, {}, 'COMMITTEE_MEMBER'))).toEqual([
      422,
      ['functionId HAS_DEPUTY'],
    ])
  })

  it('of two at once for one function, or that would close a circle together, is recorded once', async () => {
    const days = { from: addDays(today, 20), until: addDays(today, 30) }
    const both = await Promise.all([
      substitute(OFFICER, SUBSTITUTE, days, 'FINANCE'),
      substitute(SUBSTITUTE, OFFICER, days),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422])
    const owner = demoPersonId('PROCESS_OWNER')
    const twice = await Promise.all([
      substitute(OTHER, owner, days, 'PROCESS_OWNER'),
      substitute(demoPersonId('FINANCE_1'), owner, days, 'PROCESS_OWNER'),
    ])
    expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 422])
  })

  it('is limited to one application where the act says so: one more for it apart, and none for a lead or a draft (art. 8)', async () => {
    const [, , third] = applicationIds
    const only = { applicationId: third, from: addDays(today, 40), until: addDays(today, 50) }
    expect(refusalOf(await substitute(SUBSTITUTE, OTHER, { ...only, applicationId: 'none' }))[0]).toBe(404)
    expect((await substitute(SUBSTITUTE, OTHER, only)).status).toBe(201)
    expect(refusalOf(await substitute(OFFICER, OTHER, only))).toEqual([422, ['from SUBSTITUTED_ALREADY']])
    expect((await substitute(OFFICER, OTHER, { ...only, applicationId: undefined })).status).toBe(201)
    const lead = demoPersonId('LEAD_IPIS')
    expect(refusalOf(await substitute(OTHER, lead, only, 'ALLIANCE_LEAD'))).toEqual([
      422,
      ['applicationId NOT_LIMITED'],
    ])
    const last = (await database.stores.audit.entries(NETWORK_CHAIN)).at(-2)
    expect(last).toMatchObject({ facts: { applicationId: third, inPlaceOf: OTHER } })
    const { code } = await database.stores.applications.get(third!)
    const told = async (personId: string, text: string) => {
      const { email } = (await database.stores.network.findPerson(personId))!
      const mails = await database
        .knex('outbox')
        .whereRaw(`payload -> 'to' \\? ?`, [email])
        .whereRaw(`payload ->> 'text' like ?`, [`%${text}%`])
      return mails.length
    }
    expect(await told(SUBSTITUTE, `solo per la domanda ${code}`)).toBe(1)
    expect(await told(OTHER, 'per una sola domanda')).toBe(1)
    expect(await told(OTHER, String(code))).toBe(0)
  })

  it('ends before its time by an act, with its last day, and with the function in whose place it is', async () => {
    const { functionId } = await asSubstitute()
    const path = `/api/network/functions/${functionId}/end`
    const ended = await post(path, { on: addDays(today, -1), act: 'Decreto 8/2027', reason: 'Rientro' })
    expect(refusalOf(ended)).toEqual([422, ['on TOO_EARLY']])
    expect((await post(path, { on: today, act: 'Decreto 8/2027', reason: 'Rientro' })).status).toBe(200)
    const held = async (day: LocalDate) =>
      (await database.stores.network.functionsOf(SUBSTITUTE, day)).map(
        (one) => one.standsFor?.personId ?? null,
      )
    expect(await held(today)).toEqual([OFFICER, null])
    expect(await held(addDays(today, 1))).toEqual([null])
    expect(await held(addDays(today, 15))).toHaveLength(1)
  })

  it('is the process owner’s to record, and shown with the person’s functions', async () => {
    const refused = await post(`/api/network/people/${SUBSTITUTE}/substitutions`, {}, SUBSTITUTE)
    expect(refused.status).toBe(403)
    const person = await apiOf(database, networkPeopleRoutes)
      .get(`/api/network/people/${OFFICER}`)
      .set(PERSON, OFFICER)
    expect(person.text).toContain('"substitutes":[{"displayName":"')
    expect(person.text).toContain(told.act)
  })
})
