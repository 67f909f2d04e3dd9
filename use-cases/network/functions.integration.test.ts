import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { networkPeopleRoutes } from '../../api/network-people.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { PERSON, apiOf } from '../../test/support/api.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'

const OWNER = demoPersonId('PROCESS_OWNER')
const MARIA = {
  ...{ givenName: 'Maria', familyName: 'Rossi', bornOn: '1985-08-01', taxCode: 'RSSMRA85M41H501U' },
  ...{ document: null, email: 'maria@ats.example', reason: 'Assunta in ragioneria' },
}
const told = { act: 'Decreto 12/2027', reason: 'Avvicendamento' }

let database: TestDatabase
let scenario: EvaluationScenario
let today: string
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  today = database.today()
}, 120_000)
afterAll(() => database.close())

type Answer = { status: number; body: Body }
interface Body {
  code: string
  personId: string
  details?: { problems: { path: string; code: string; message: string }[]; confirmation: string }
}
const api = () => apiOf(database, networkPeopleRoutes)
const post = (path: string, body: object, as: string = OWNER): PromiseLike<Answer> =>
  api().post(path).set(PERSON, as).send(body)
const give = (personId: string, body: object, as?: string) =>
  post(`/api/network/people/${personId}/functions`, { from: today, ...told, ...body }, as)
const end = (functionId: string, body: object, as?: string) =>
  post(`/api/network/functions/${functionId}/end`, { ...told, ...body }, as)
const codesOf = ({ status, body }: Answer) => [status, body.details?.problems.map(({ code }) => code)]
const functionsOf = (personId: string) => database.knex('functions').where({ person_id: personId })
const functionOf = async (personId: string, role: string) =>
  (await functionsOf(personId)).find((one) => one.role === role)!
const lastOfChain = async () => (await database.stores.audit.entries(NETWORK_CHAIN)).at(-1)
const mailsTo = (email: string) => database.knex('outbox').whereRaw(`payload->'to' @> ?`, [`["${email}"]`])
const yesterday = () =>
  new Date(new Date(`${today}T12:00:00Z`).getTime() - 86_400_000).toISOString().slice(0, 10)

describe('a person of the register', () => {
  it('is registered once by codice fiscale, with the reason, and is nothing yet (art. 8)', async () => {
    const first = await post('/api/network/people', MARIA)
    expect(first.status).toBe(201)
    expect(await functionsOf(first.body.personId)).toEqual([])
    expect(await lastOfChain()).toMatchObject({ action: 'register-person', facts: { reason: MARIA.reason } })
    const again = await post('/api/network/people', { ...MARIA, email: 'other@ats.example' })
    expect(codesOf(again)).toEqual([422, ['KNOWN']])
    const wrong = await post('/api/network/people', { ...MARIA, taxCode: 'RSSMRA85M41H501Z' })
    expect([wrong.status, wrong.body.details?.problems[0]?.path]).toEqual([422, 'taxCode'])
  })

  it('is shown to the process owner and to itself, to nobody else; the list to the process owner alone', async () => {
    const seen = (as: string, path: string) => api().get(`/api/network/people${path}`).set(PERSON, as)
    const finance = demoPersonId('FINANCE_1')
    expect((await seen(OWNER, `/${finance}`)).status).toBe(200)
    expect((await seen(finance, `/${finance}`)).status).toBe(200)
    expect((await seen(finance, `/${OWNER}`)).status).toBe(404)
    expect((await seen(finance, '')).status).toBe(403)
  })

  it('is found by name, by function of the day and by body', async () => {
    const found = async (query: string) => {
      const answer = await api().get(`/api/network/people?${query}`).set(PERSON, OWNER)
      return (answer.body as { items: { id: string }[] }).items.map(({ id }) => id)
    }
    expect(await found('text=maria rossi')).toHaveLength(1)
    expect(await found('role=PROCESS_OWNER')).toContain(OWNER)
    expect(await found('role=PROCESS_OWNER')).not.toContain(demoPersonId('FINANCE_1'))
    expect(await found('body=sercop')).toContain(demoPersonId('LEAD_SERCOP'))
    expect(await found('body=sercop&role=FINANCE')).toEqual([])
  })
})

describe('a function', () => {
  const maria = async () => (await database.knex('persons').where({ tax_code: MARIA.taxCode }).first())!.id

  it('is given by an act with its reason, told to the person, and counts from its day (art. 8)', async () => {
    const id = await maria()
    expect((await give(id, { role: 'FINANCE' })).status).toBe(201)
    expect(await database.stores.network.actorOf(id, database.today())).toMatchObject({ role: 'FINANCE' })
    expect(await lastOfChain()).toMatchObject({
      ...{ actor: OWNER, action: 'give-function', subjectId: id },
      facts: { role: 'FINANCE', act: told.act, reason: told.reason },
    })
    const [mail] = await mailsTo(MARIA.email)
    expect(mail).toMatchObject({ payload: { subject: 'Nuova funzione: Ragioneria' } })
  })

  it.each<[string, object, string]>([
    ['that the person holds already', { role: 'FINANCE' }, 'HELD_ALREADY'],
    [
      'for a body that nobody knows',
      { role: 'NETWORK_MEMBER', body: '00488410010', signatory: false },
      'UNKNOWN',
    ],
    ['that ends before it begins', { role: 'CASE_OFFICER', until: '2020-01-01' }, 'ENDS_BEFORE_BEGIN'],
    [
      'in a place of a seat that is taken (art. 5)',
      { role: 'COMMITTEE_MEMBER', seatId: demoSeatId('CGIL'), seatRole: 'TITULAR' },
      'SEAT_TAKEN',
    ],
    [
      'in no seat of the committee',
      { role: 'COMMITTEE_MEMBER', seatId: 'none', seatRole: 'DEPUTY' },
      'UNKNOWN',
    ],
  ])('%s is refused, and nothing is written', async (_what, body, code) => {
    const id = await maria()
    const before = await functionsOf(id)
    expect(codesOf(await give(id, body))).toEqual([422, [code]])
    expect(await functionsOf(id)).toEqual(before)
  })

  it('is no second seat of who sits already: one person, one vote (art. 5, 7)', async () => {
    const seat = { role: 'COMMITTEE_MEMBER', seatId: demoSeatId('CISL'), seatRole: 'TITULAR' }
    await database.arrange((tx) =>
      tx('functions').where({ seat_id: seat.seatId, seat_role: 'TITULAR' }).update({ ends_on: yesterday() }),
    )
    const answer = await give(demoPersonId('TITULAR_CGIL'), seat)
    expect(codesOf(answer)).toEqual([422, ['SITS_ALREADY']])
  })

  it('is given and ended by the process owner alone', async () => {
    const finance = demoPersonId('FINANCE_1')
    expect((await give(finance, { role: 'CASE_OFFICER' }, finance)).status).toBe(403)
    const own = await functionOf(finance, 'FINANCE')
    expect((await end(own.id, { on: today }, finance)).status).toBe(403)
  })

  it('is ended with a day, yesterday at the earliest, and then gives no right (art. 8)', async () => {
    const id = await maria()
    const one = await functionOf(id, 'FINANCE')
    await database.arrange((tx) => tx('functions').where({ id: one.id }).update({ starts_on: '2027-01-01' }))
    expect(codesOf(await end(one.id, { on: '2027-01-02' }))).toEqual([422, ['TOO_EARLY']])
    expect((await end(one.id, { on: yesterday() })).status).toBe(200)
    expect(await database.stores.network.actorOf(id, database.today())).toBeNull()
    expect(await functionOf(id, 'FINANCE')).toMatchObject({ ends_on: yesterday(), end_act: told.act })
    expect(await lastOfChain()).toMatchObject({ action: 'end-function', facts: { reason: told.reason } })
    expect(codesOf(await end(one.id, { on: today }))).toEqual([422, ['ENDS_BEFORE']])
  })

  it('of the only process owner is not ended: the other is given it first, and then it is', async () => {
    const own = await functionOf(OWNER, 'PROCESS_OWNER')
    const others = await database.stores.network.holdersOf(['PROCESS_OWNER'], database.today())
    await database.arrange((tx) =>
      tx('functions')
        .where({ role: 'PROCESS_OWNER' })
        .whereNot({ person_id: OWNER })
        .update({ ends_on: yesterday() }),
    )
    expect(others).toContain(OWNER)
    expect(codesOf(await end(own.id, { on: today }))).toEqual([422, ['LAST_PROCESS_OWNER']])
    expect((await give(await maria(), { role: 'PROCESS_OWNER' })).status).toBe(201)
    expect((await end(own.id, { on: today })).status).toBe(200)
    expect(await database.stores.network.actorOf(OWNER, database.today())).toMatchObject({
      role: 'PROCESS_OWNER',
    })
  })
})

describe('a change that ties somebody to a call under evaluation (art. 5)', () => {
  const PERSON_ID = demoPersonId('TITULAR_CGIL')
  const office = async () => {
    const sercop = await database.stores.network.findBody(
      String(
        (await database.knex('applications').where({ id: scenario.applicationIds[3]! }).first())
          ?.lead_body_id,
      ),
    )
    return { role: 'OFFICE_HOLDER', body: sercop?.taxCode, office: 'Consigliera' }
  }
  const exclusionsOf = async () =>
    (await database.stores.evaluation.exclusionsOf(scenario.callId)).filter(
      (one) => one.personId === PERSON_ID,
    )

  it('shows whom before it is saved, and is saved with the same key once confirmed; the wall is shut at once', async () => {
    const path = `/api/network/people/${PERSON_ID}/functions`
    const body = { from: today, ...told, ...(await office()) }
    const send = (more: object) =>
      api()
        .post(path)
        .set(PERSON, OWNER)
        .set('idempotency-key', 'one')
        .send({ ...body, ...more })
    const shown = (await send({})) as Answer
    expect([shown.status, shown.body.code]).toEqual([409, 'EXCLUSIONS_WOULD_CHANGE'])
    expect(shown.body.details?.problems.map(({ code }) => code)).toContain('TIED')
    expect(shown.body.details?.problems[0]?.message).toMatch(/Nuova esclusione di .+: ha una carica in/)
    expect([await exclusionsOf(), await functionOf(PERSON_ID, 'OFFICE_HOLDER')]).toEqual([[], undefined])
    const other = (await send({ confirmed: 'something else' })) as Answer
    expect(other.status).toBe(409)
    const confirmation = shown.body.details?.confirmation
    expect((await send({ confirmed: confirmation })).status).toBe(201)
    expect((await send({ confirmed: confirmation })).status).toBe(201)
    expect((await exclusionsOf()).length).toBeGreaterThan(0)
  })

  it('shows who is untied when it ends, and takes no exclusion away', async () => {
    const one = await functionOf(PERSON_ID, 'OFFICE_HOLDER')
    const before = await exclusionsOf()
    const shown = await end(one.id, { on: today })
    expect(codesOf(shown)).toEqual([409, before.length > 0 ? ['UNTIED'] : []])
    const done = await end(one.id, { on: today, confirmed: shown.body.details?.confirmation })
    expect(done.status).toBe(200)
    expect(await exclusionsOf()).toEqual(before)
  })

  it('shows nothing of an application that is closed to who makes it', async () => {
    const all = scenario.applicationIds.map((applicationId) => ({
      ...{ call_id: scenario.callId, application_id: applicationId, cause_application_id: applicationId },
      ...{ person_id: OWNER, seat_id: null, basis: 'PARTNER_OWN', source: 'COMPUTED', path: '[]' },
      ...{ full_reason: 'prova', own_reason: 'prova', excluded_at: database.clock.now() },
    }))
    await database.arrange((tx) => tx('exclusions').insert(all as never))
    const body = { ...(await office()), from: '2027-12-30' }
    expect((await give(demoPersonId('DEPUTY_CGIL'), body)).status).toBe(201)
  })
})
