import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
import { formatDate } from '../words/formats.ts'
import { createCorrectionScenario, WRONG } from '../test/support/corrected-ranking.ts'
import type { CorrectionScenario } from '../test/support/corrected-ranking.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'

let database: TestDatabase
let scenario: CorrectionScenario
let http: ReturnType<typeof httpOf>
let owner: string
let ranking: string
let beforePublished: string

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCorrectionScenario(database)
  http = httpOf(database)
  const enter = http.post('/sign-in?act=enter').type('form')
  owner = cookiesOf(await enter.send({ accountId: demoAccountId('PROCESS_OWNER') }))
  ranking = `/calls/${scenario.callId}/ranking`
  beforePublished = await page(`${ranking}/correction`)
  await scenario.publish()
}, 120_000)
afterAll(() => database.close())

const page = async (path = ranking, cookie = owner) => (await http.get(path).set('cookie', cookie)).text
const fields = (change: object = {}) => ({
  ...{ kind: 'ANNULMENT', application: 'A1-001', datum: 'ADMISSIBILITY', eligibleCostCents: '' },
  ...{ rule: 'Avviso, punto 4', wrong: WRONG, interest: 'Parità fra chi partecipa.' },
  ...{ heardUntil: formatDate(scenario.inDays(10)), annullableUntil: formatDate(scenario.inDays(90)) },
  ...change,
})
const propose = (change: object = {}) =>
  sendForm(http, `${ranking}/correction?act=propose`, fields(change), owner)

describe('the page on which a ranking is corrected (L. 241/1990 art. 21-nonies)', () => {
  it('is the process owner’s, from the page of the ranking, which tells nobody else of it', async () => {
    expect(await page()).toContain(`href="${ranking}/correction"`)
    expect(await page(ranking, '')).not.toMatch(/Annulla o rettifica|Annullamenti e rettifiche/)
    expect((await http.get(`${ranking}/correction`)).status).not.toBe(200)
  })

  it('offers nothing before the ranking is adopted and published (art. 8)', async () => {
    expect(beforePublished).toContain('la graduatoria non è adottata e pubblicata')
    expect(beforePublished).not.toContain('name="wrong"')
    expect(await page(`${ranking}/correction`)).toContain('name="wrong"')
  })

  it.each([
    [{ datum: 'ELIGIBLE_COST' }, 'Scrivi il costo giusto.'],
    [{ datum: 'ELIGIBLE_COST', application: 'a1-001' }, 'Scrivi il costo giusto.'],
    [{ application: 'A1-099' }, 'Nessuna domanda ha il codice'],
    [{ annullableUntil: '' }, 'Scrivi l’ultimo giorno utile'],
    [{ heardUntil: '31/02/2027' }, 'non è sul calendario'],
    [{ kind: 'RECTIFICATION', annullableUntil: '' }, 'non è un errore materiale'],
  ])(
    'says at its field what is wrong with %j, keeps what was typed, and begins nothing',
    async (change, says) => {
      const answer = await propose(change)
      expect(answer.status).toBe(422)
      for (const told of [says, WRONG]) expect(answer.text).toContain(told)
      expect(await database.knex('ranking_corrections')).toEqual([])
    },
  )

  it('begins it once, shows it to the office until its act, and takes it back with a reason', async () => {
    const begun = await propose()
    expect([begun.status, begun.headers['location']]).toEqual([303, `${ranking}#corrections-title`])
    const [id = ''] = await database.knex('ranking_corrections').pluck('id')
    expect(await page()).toMatch(/Aspetta il suo atto[^]*non è più ammessa[^]*Ritira questa rettifica/)
    expect(await page()).not.toContain(`href="${ranking}/correction"`)
    expect(await page(ranking, '')).not.toContain(WRONG)
    const second = await propose({ wrong: 'Altro' })
    expect([second.status, second.text.includes('è già in corso')]).toEqual([409, true])
    const back = await sendForm(
      http,
      `${ranking}?act=withdraw-correction&of=${id}`,
      { reason: 'Ripensata' },
      owner,
    )
    expect(back.status).toBe(303)
    expect(await page()).toMatch(/Ritirata prima dell’adozione[^]*Ripensata/)
  })

  it('is told to anybody once it is in force, with both acts and the annulled ranking’s sealed data', async () => {
    const { rankingCorrectionId } = await scenario.propose()
    const proposal = await database.stores.acts.find(await scenario.draw(rankingCorrectionId))
    await scenario.inForce(proposal?.subjectId ?? '', '5')
    const told = await page(ranking, '')
    for (const text of [WRONG, 'n. 2 del', 'n. 5 del', `seal?annulled=${scenario.firstRanking}`])
      expect(told).toContain(text)
    expect(told).not.toContain('Ripensata')
    const sealed = await http.get(`/api${ranking}/seal?annulled=${scenario.firstRanking}`)
    const { sealHash } = await database.stores.evaluation.sealOf(scenario.firstRanking)
    expect(JSON.parse(sealed.text)).toMatchObject({ sealHash })
    expect((await http.get(`/api${ranking}/seal?annulled=none`)).status).toBe(404)
  })
})
