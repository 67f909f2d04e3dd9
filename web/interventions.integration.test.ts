import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId, demoPersonId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { createEvaluationScenario, reviewKeyOf } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { CYCLE, createIntervenedProcess } from '../test/support/intervened-process.ts'
import type { IntervenedProcess } from '../test/support/intervened-process.ts'
import { sendForm } from '../test/support/send-form.ts'

const ROOM = '/control-room'

describe('on the page of an instance', () => {
  let on: IntervenedProcess
  let owner: string
  let second: string
  beforeAll(async () => {
    on = await createIntervenedProcess()
    owner = await on.signIn('PROCESS_OWNER')
    second = await on.another('FINANCE_2')
  }, 90_000)
  afterAll(() => on.close())

  const pageOf = (key: string) => `/cycles/${CYCLE}/processes/${key}`
  const see = async (path: string, cookie: string) => (await on.http.get(path).set('cookie', cookie)).text
  const send = (key: string, act: string, fields: object, cookie = owner) =>
    sendForm(on.http, `${pageOf(key)}?act=${act}`, { ...fields }, cookie)
  const SET = { kind: 'SET_VARIABLE', variable: 'meetingStartsAt', reason: 'L’ora manca.' }
  const idOn = async (key: string) =>
    (await on.database.knex('interventions').where({ process_instance_key: key }).first())!.id

  it('one proposes by a plain form; who is second sees it at home and in the control room, and confirms', async () => {
    const key = await on.stoppedMeeting()
    const sent = await send(key, 'set-term', SET)
    expect([sent.status, sent.headers['location']]).toEqual([303, `${pageOf(key)}#interventions`])
    const own = await see(pageOf(key), owner)
    expect(own).toContain('attende la conferma di un’altra persona')
    expect(own).toContain('l’ora della riunione, 02/02/2026')
    expect(own).toContain('Ritira l’intervento')
    expect(own).not.toContain('Conferma l’intervento')
    expect(own).not.toContain('Proponi un intervento')
    expect(await see('/', owner)).not.toContain('la tua conferma')
    expect(await see('/', second)).toContain('1 intervento aspetta la tua conferma')
    const room = await see(`${ROOM}?interventions-state=PROPOSED`, second)
    expect(room).toContain(
      '<a href="/control-room?interventions-state=PROPOSED#interventions">1 intervento aspetta la tua conferma</a>',
    )
    expect(room).toContain(`${pageOf(key)}#interventions`)
    expect(await see(`${ROOM}?interventions-state=DONE`, second)).toContain('Nessun intervento corrisponde')

    const id = await idOn(key)
    const confirmed = await send(key, `confirm&of=${id}`, { reason: 'Visto il verbale.' }, second)
    expect(confirmed.status).toBe(303)
    await on.ended(id)
    const done = await see(pageOf(key), second)
    for (const told of [': fatto', 'Visto il verbale.', 'L’ora manca.']) expect(done).toContain(told)
  })

  it('a form without its reason comes back open, with what was chosen, and nothing is written', async () => {
    const key = await on.stoppedMeeting()
    const page = await send(key, 'set-term', { ...SET, reason: '' })
    expect(page.status).toBe(422)
    expect(page.text).toMatch(/<details open><summary>Proponi/)
    expect(await on.database.knex('interventions').where({ process_instance_key: key })).toEqual([])
  })

  it('the same form pressed twice proposes once', async () => {
    const key = await on.stoppedMeeting()
    const twice = { ...SET, key: 'the-same-press-of-a-button' }
    const answers = await Promise.all([send(key, 'set-term', twice), send(key, 'set-term', twice)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await on.database.knex('interventions').where({ process_instance_key: key })).toHaveLength(1)
    const withdrawn = await send(key, `withdraw&of=${await idOn(key)}`, {})
    expect(withdrawn.status).toBe(303)
  })

  it('what cannot be done there is said with its reason, and a refusal names the rule', async () => {
    const key = await on.stoppedMeeting()
    const page = await see(pageOf(key), owner)
    expect(page).toContain('Qui non si può: questo processo non si chiude a mano')
    const other = await on.deployMeeting('=meetingStartsAt', '=not(approved)')
    await on.deployMeeting()
    const refused = await send(key, 'change-version', {
      ...{ kind: 'MIGRATE', version: String(other), reason: 'Provo.' },
    })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('ciò che l’istanza deve ancora fare cambierebbe')
  })

  it('an officer reads what was done, and has no form', async () => {
    const key = await on.stoppedMeeting()
    await send(key, 'set-term', SET)
    const page = await see(pageOf(key), await on.signIn('CASE_OFFICER_1', 'CASE_OFFICER'))
    expect(page).toContain('attende la conferma')
    for (const form of ['Proponi un intervento', 'Conferma l’intervento', 'Ritira l’intervento'])
      expect(page).not.toContain(form)
  })
})

describe('behind the wall', () => {
  let database: TestDatabase
  let http: ReturnType<typeof httpOf>
  let scenario: EvaluationScenario
  let closedTo: string
  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createEvaluationScenario(database)
    const [first = ''] = scenario.applicationIds
    closedTo = (await scenario.partlyExcludedOwner(first)).personId
    await scenario.exclude()
    for (const index of [0, 1])
      await database.knex('interventions').insert({
        ...{
          id: `intervention-${index}`,
          engine_id: 'test-engine',
          process_instance_key: reviewKeyOf(index),
        },
        ...{ process_id: 'application-review', cycle_id: scenario.cycleId, kind: 'MIGRATE', version: 2 },
        ...{ seen: '{"version":1}', reason: `Motivo ${index}.`, state: 'PROPOSED' },
        ...{ proposed_by: demoPersonId('CASE_OFFICER_1'), proposed_at: database.clock.now() },
      })
    http = httpOf(database)
  }, 120_000)
  afterAll(() => database.close())

  async function signIn(accountId: string, functionId?: string): Promise<string> {
    const fields = { accountId, ...(functionId && { functionId }) }
    return cookiesOf(await http.post('/sign-in?act=enter').type('form').send(fields))
  }
  async function excluded(): Promise<string> {
    const functions = await database.stores.network.functionsOf(closedTo, database.today())
    return signIn(
      demoAccountId('FINANCE_2'),
      functions.find(({ role }) => role === 'PROCESS_OWNER')?.functionId,
    )
  }

  it('an intervention on what a conflict closes is in no list, no count and no page, and nobody excluded decides it (art. 5)', async () => {
    const whole = await signIn(demoAccountId('PROCESS_OWNER'))
    const partly = await excluded()
    const reasons = async (path: string, cookie: string) =>
      [...(await http.get(path).set('cookie', cookie)).text.matchAll(/Motivo (\d)\./g)].map(([, one]) => one)
    for (const path of [ROOM, '/api/interventions', `${ROOM}?interventions-state=PROPOSED`]) {
      expect((await reasons(path, whole)).toSorted()).toEqual(['0', '1'])
      expect(await reasons(path, partly)).toEqual(['1'])
    }
    const home = async (cookie: string) => (await http.get('/').set('cookie', cookie)).text
    expect(await home(whole)).toContain('2 interventi aspettano la tua conferma')
    expect(await home(partly)).toContain('1 intervento aspetta la tua conferma')
    for (const how of ['confirm', 'refuse', 'withdraw']) {
      const body = how === 'withdraw' ? undefined : { reason: 'Provo.' }
      const path = `/api/interventions/intervention-0/${how}`
      expect((await http.post(path).set('cookie', partly).send(body)).status).toBe(404)
    }
    const proposal = { kind: 'MIGRATE', version: 2, reason: 'Provo.' }
    const onClosed = `/api/cycles/${scenario.cycleId}/processes/${reviewKeyOf(0)}/interventions`
    expect((await http.post(onClosed).set('cookie', partly).send(proposal)).status).toBe(404)
    const rows = await database.knex('interventions').orderBy('id').select('state')
    expect(rows).toEqual([{ state: 'PROPOSED' }, { state: 'PROPOSED' }])
  })
})
