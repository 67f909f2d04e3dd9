import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { apiOf } from '../test/support/api.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'
import { publishedCallRoutes } from './published-call.ts'

let database: TestDatabase
let http: ReturnType<typeof apiOf>
let callId = ''
const CLOSING_MS = 30 * 24 * 60 * 60 * 1000

beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createCallScenario(database)
  callId = (await scenario.openCall()).id
  http = apiOf(database, publishedCallRoutes)
})
afterAll(() => database.close())

describe('published calls over HTTP, for anybody', () => {
  it('shows published calls with criteria and sources to anybody (D.Lgs. 33/2013 art. 26)', async () => {
    const list = await http.get('/api/calls').expect(200)
    expect(list.body).toMatchObject({ items: [{ id: callId, status: 'PUBLISHED', cycleCode: 'PTC-2027' }] })
    const one = await http.get(`/api/calls/${callId}`).expect(200)
    const { configuration } = one.body as { configuration: { evaluation: { criteria: unknown[] } } }
    expect(configuration.evaluation.criteria).toHaveLength(5)
  })

  it('tell whom to ask, who is responsible and the rights on data (L. 241/1990 art. 5, 8; GDPR art. 13)', async () => {
    const { text } = await pagesOf(database, null).get(`/calls/${callId}`).expect(200)
    const told = ['Responsabile del procedimento', 'artt. 22-25', 'Titolare del trattamento', 'e 77']
    const terms = ['Per concludere il procedimento', 'Per integrare la domanda', 'Proroghe e rettifiche']
    const rules = ['Contributo minimo', 'Finanziamento parziale', 'Micro e piccole imprese', 'Aiuti di Stato']
    const checks = ['Controllo a campione delle dichiarazioni', 'Domande di uno stesso capofila']
    for (const one of [...told, ...terms, ...rules, ...checks]) expect(text).toContain(one)
  })

  it.each([
    [-1, 'Apre giovedì 21 gennaio 2027, ore 12:00', true, false],
    [0, 'Aperto fino a sabato 20 febbraio 2027, ore 12:00', true, true],
    [CLOSING_MS, 'Chiuso il 20/02/2027, ore 12:00', false, false],
  ])(
    'say %d ms from the opening where they are, how one applies and whether the way in is open (art. 8, 10)',
    async (ms, said, explained, enters) => {
      const { opensAt } = await database.stores.calls.get(callId)
      database.setNow(new Date(opensAt.getTime() + ms))
      const { text } = await pagesOf(database, null).get(`/calls/${callId}`).expect(200)
      expect(text).toContain(said)
      expect(text.includes('Fai confermare partner e aderenti')).toBe(explained)
      expect(text.includes('Entra e presenta la domanda')).toBe(enters)
      database.setNow(opensAt)
    },
  )

  it('say once that they are a demonstration, without the words of its file', async () => {
    const { text } = await pagesOf(database, null).get(`/calls/${callId}`).expect(200)
    expect(text.match(/Dimostrazione\./g)).toHaveLength(1)
    expect(text).not.toContain('inventato (demo)')
  })

  it('bear no other word of a demonstration, whether it is to open, open or over', async () => {
    const watermark =
      'Dimostrazione.</strong> Dove la fonte manca, il valore è inventato per la dimostrazione.'
    const { opensAt } = await database.stores.calls.get(callId)
    for (const ms of [-1, 0, CLOSING_MS]) {
      database.setNow(new Date(opensAt.getTime() + ms))
      for (const path of ['/calls', `/calls/${callId}`]) {
        const { text } = await pagesOf(database, null).get(path).expect(200)
        const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(text) ?? []
        expect(main.length).toBeGreaterThan(0)
        expect(
          main.replace(watermark, '').match(/.{0,40}(?:\bdemo|dimostra|inventat|di prova).{0,40}/gi),
        ).toBeNull()
      }
    }
    database.setNow(opensAt)
  })

  it('have no paper before the act is recorded, and say so', async () => {
    const answer = await http.get(`/api/calls/${callId}/notice`).expect(404)
    expect(answer.body).toMatchObject({ code: 'NOT_FOUND' })
    await http.get('/api/calls/nothing').expect(404)
  })
})
