import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId, demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import type { EngineIncident } from '../api/engine-view.ts'
import { TransientError } from '../domain/shared/errors.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { createEvaluationScenario, reviewKeyOf } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'

const PATH = '/control-room/incidents'
const HOUR_MS = 60 * 60 * 1000

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let cycleId: string
let scenario: EvaluationScenario
let closedTo: string
let owner: string
let officer: string
let open: EngineIncident[] = []

/* Two reviews and a meeting stand still; then what no job has told of: of a meeting, and of a review of whatever application. */
const UNTOLD = { meeting: '7001', 'application-review': '7002' }
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  const [first = ''] = scenario.applicationIds
  ;({ cycleId } = scenario)
  closedTo = (await scenario.partlyExcludedOwner(first)).personId
  await scenario.steps.holdOffice(demoPersonId('CASE_OFFICER_2'), demoBodyId('FONDAZIONE_TEMPO'))
  await scenario.exclude()
  await database.knex('process_instances').insert({
    ...{ engine_id: 'test-engine', process_instance_key: '6000', process_id: 'meeting', cycle_id: cycleId },
  })
  open = [
    incident('1', reviewKeyOf(0), { code: 'BUG' }),
    incident('2', reviewKeyOf(1), { code: 'FUNDS_NOT_AVAILABLE' }),
    incident('3', '6000', { elementId: 'Task_SendConvocation', code: 'TRANSIENT', hours: 30 }),
    incident('4', UNTOLD.meeting, { code: 'EXPRESSION' }),
    incident('5', UNTOLD['application-review'], { code: 'EXPRESSION' }),
    incident('6', 'of nobody here', {}),
  ]
  http = httpOf(
    database,
    {},
    {
      openIncidents: () => Promise.resolve(open),
      versions: () =>
        Promise.resolve([1, 2, 3].map((version) => ({ processId: 'application-review', version }))),
      family: (keys) =>
        Promise.resolve(
          Object.entries(UNTOLD).flatMap(([processId, key]) =>
            keys.includes(key) ? [{ key, processId, startedAt: database.clock.now() }] : [],
          ),
        ),
    },
  )
  owner = await signIn(demoAccountId('PROCESS_OWNER'))
  officer = await signIn(demoAccountId('CASE_OFFICER_2'))
}, 120_000)
afterAll(() => database.close())

function incident(
  key: string,
  processInstanceKey: string,
  { elementId = 'Task_ExamineApplication', code = 'BUG', hours = 2 },
): EngineIncident {
  const createdAt = new Date(database.clock.now().getTime() - hours * HOUR_MS)
  const at = { key, processInstanceKey, elementId, jobKey: `9${key}`, code }
  return { ...at, sentence: `Frase ${key}.`, createdAt }
}
async function signIn(accountId: string, functionId?: string): Promise<string> {
  const fields = { accountId, ...(functionId && { functionId }) }
  return cookiesOf(await http.post('/sign-in?act=enter').type('form').send(fields))
}
async function excludedOwner(): Promise<string> {
  const functions = await database.stores.network.functionsOf(closedTo, database.today())
  const asOwner = functions.find(({ role }) => role === 'PROCESS_OWNER')
  return signIn(demoAccountId('FINANCE_2'), asOwner?.functionId)
}
const see = (cookie: string, asked = '') => http.get(`${PATH}${asked}`).set('cookie', cookie)
const sentences = ({ text }: { text: string }) => [...text.matchAll(/Frase (\d)\./g)].map(([, key]) => key)
const listed = async (cookie: string, asked = '') => {
  const answer = await http.get(`/api/incidents${asked}`).set('cookie', cookie)
  return (answer.body as { items: { key: string }[] }).items.map(({ key }) => key)
}
const retries = () => database.knex('incident_retries').orderBy('incident_key')
const entries = async () =>
  (await database.stores.audit.entries(cycleId)).filter(({ action }) => action === 'resolve-incident')

describe('what stands still in all cycles', () => {
  it('is listed the oldest first, with what did not happen, who is harmed and what a retry does', async () => {
    const page = await see(owner)
    expect(page.status).toBe(200)
    expect(sentences(page)).toEqual(['3', '1', '2', '4'])
    for (const told of [
      'Riunioni: Invia la convocazione',
      'A1-001',
      'Una regola del procedimento rifiuta il passo',
      'Chi ne risente',
      'il suo esame è fermo, quello delle altre prosegue',
      'riprovando con quella di ora il passo si ferma ancora',
    ])
      expect(page.text).toContain(told)
  })

  it.each([
    ['incidents-process=meeting', ['3', '4']],
    ['incidents-kind=RULE', ['2']],
    ['incidents-kind=MODEL', ['4']],
    ['incidents-age=DAY', ['3']],
    ['incidents-text=a1-001', ['1']],
    ['incidents-text=of+no+cycle', []],
  ])('is found by what the address asks: %s', async (asked, expected) => {
    expect(sentences(await see(owner, `?${asked}`))).toEqual(expected)
  })

  it.each(['incidents-kind=NONE', 'incidents-age=YEAR', 'incidents-after=null', 'sort=key'])(
    'answers what no list understands with what may be asked: %s',
    async (asked) => expect((await see(owner, `?${asked}`)).status).toBe(400),
  )

  it('comes by the page', async () => {
    const first = (await http.get('/api/incidents?limit=2').set('cookie', owner)).body as { next: string }
    expect(await listed(owner, `?limit=2&after=${first.next}`)).toEqual(['2', '4'])
  })

  it('is not there where a conflict excludes, on no channel and in no filter; nor can it be let go on (art. 5)', async () => {
    const excluded = await excludedOwner()
    for (const cookie of [excluded, officer])
      for (const asked of ['', '?incidents-text=a1-001', '?incidents-kind=PROGRAM']) {
        const page = await see(cookie, asked)
        expect([page.status, sentences(page)]).toEqual([200, expect.not.arrayContaining(['1'])])
        expect(page.text).not.toContain('A1-001')
      }
    expect(await listed(excluded)).toEqual(['3', '2'])
    const sent = await sendForm(http, `${PATH}?act=retry`, 'incidentKeys=1&reason=Provo', excluded)
    expect(sent.status).toBe(303)
    expect(await retries()).toEqual([])
  })

  it('is counted by process on the control room, with versions and the task that waits the longest; not where a conflict excludes (art. 5)', async () => {
    await scenario.steps.open('Task_DecideAdmissibility', {
      cycleId,
      applicationId: scenario.applicationIds[0],
    })
    const reviews = async (cookie: string) => {
      const answer = await http.get('/api/processes').set('cookie', cookie)
      const { processes } = answer.body as { processes: { processId: string }[] }
      return processes.find(({ processId }) => processId === 'application-review')
    }
    const since = database.clock.now().toISOString()
    expect(await reviews(owner)).toMatchObject({ stopped: 2, versions: [1, 2, 3], waitingSince: since })
    expect(await reviews(await excludedOwner())).toMatchObject({ stopped: 1, waitingSince: null })
    const { text } = await http.get('/control-room').set('cookie', owner)
    expect(text).toContain('1–3')
    expect(text).toContain(`${PATH}?incidents-process=application-review#incidents`)
    expect(text).toContain('aria-label="Esame dei progetti: 2 passi fermi"')
  })

  it('is told by the page even while the engine does not answer', async () => {
    const silent = httpOf(database, {}, { openIncidents: () => Promise.reject(new TransientError('silent')) })
    const page = await silent.get(PATH).set('cookie', owner)
    expect([page.status, page.text.includes('Il motore dei processi non risponde')]).toEqual([200, true])
    const room = await silent.get('/control-room').set('cookie', owner)
    expect([room.status, room.text.includes('Il motore dei processi non risponde')]).toEqual([200, true])
  })
})

describe('letting go on', () => {
  it('asks for the steps and a reason, keeps what was chosen and what the address asks, and changes nothing before', async () => {
    const asked = 'incidents-process=meeting'
    const page = await sendForm(http, `${PATH}?${asked}&act=retry`, 'incidentKeys=3&reason=', owner)
    expect(page.status).toBe(422)
    expect(sentences(page)).toEqual(['3', '4'])
    expect(page.text).toMatch(/value="3" checked/)
    expect(page.text).not.toMatch(/value="4" checked/)
    const none = await sendForm(http, `${PATH}?act=retry`, 'reason=Corretto', owner)
    expect([none.status, none.text.includes('Scegli almeno un passo')]).toEqual([422, true])
    expect(none.text).toContain('href="#incidentKeys--3"')
    expect(await retries()).toEqual([])
  })

  it('ticks all of the page without scripts', async () => {
    const page = await see(owner, '?incidents-process=meeting&chosen=all')
    expect(page.text.match(/ checked/g)).toHaveLength(2)
  })

  it('is nobody’s but the process owner’s', async () => {
    expect((await see(officer)).text).not.toContain('Riprova i passi scelti')
    const sent = await sendForm(http, `${PATH}?act=retry`, 'incidentKeys=3&reason=Provo', officer)
    expect(sent.status).toBe(403)
    expect(await retries()).toEqual([])
  })

  it('takes one or many, once however many ask at once, and the chain of each cycle tells who did it and why (art. 8)', async () => {
    const asked = [
      ['3', '2'],
      ['2', '3', '4'],
      ['4', '3'],
    ].map((keys) =>
      new URLSearchParams(keys.map((key): [string, string] => ['incidentKeys', key])).toString(),
    )
    const answers = await Promise.all(
      asked.map((keys) =>
        sendForm(http, `${PATH}?incidents-age=HOUR&act=retry`, `${keys}&reason=Il+server+risponde`, owner),
      ),
    )
    for (const { headers } of answers)
      expect(headers['location']).toBe(`${PATH}?incidents-age=HOUR#incidents`)
    expect(await retries()).toMatchObject(
      ['2', '3', '4'].map((key) => ({ incident_key: key, reason: 'Il server risponde' })),
    )
    expect((await entries()).map(({ actor, facts }) => [actor, facts['reason']])).toEqual(
      Array(3).fill([demoPersonId('PROCESS_OWNER'), 'Il server risponde']),
    )
    const sending = await database.knex('outbox').where({ kind: 'RESOLVE_INCIDENT' })
    expect(sending.map(({ stream }) => stream).toSorted()).toEqual(['incident:2', 'incident:3', 'incident:4'])
    const page = await see(owner)
    expect(page.text).toContain('Ripresi, dall’ultimo')
    expect(page.text).toMatch(/Ripresa chiesta da [^<]+: Il server risponde/)
  })

  it('of what a conflict closes is not told to whom it is closed, nor why (art. 5)', async () => {
    await sendForm(http, `${PATH}?act=retry`, 'incidentKeys=1&reason=Corretta+la+domanda', owner)
    expect((await see(owner)).text).toContain('Corretta la domanda')
    const excluded = await excludedOwner()
    for (const path of [PATH, `/cycles/${cycleId}`, `/cycles/${cycleId}/stopped`])
      expect((await http.get(path).set('cookie', excluded)).text).not.toContain('Corretta la domanda')
  })
})
