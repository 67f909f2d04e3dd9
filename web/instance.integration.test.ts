import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { controlRoomRoutes } from '../api/control-room.ts'
import { processViewRoutes } from '../api/process-view.ts'
import { demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'
import { CYCLE, daysAgo, EVALUATION, MEETING, NOW, watchedEngine } from '../test/support/watched-engine.ts'

const OWNER = 'PROCESS_OWNER'
/* Of the office, with an office in a partner of an application. */
const EXCLUDED = 'CASE_OFFICER_2'
let database: TestDatabase
let scenario: EvaluationScenario
let engine: ReturnType<typeof watchedEngine>

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.steps.holdOffice(demoPersonId(EXCLUDED), demoBodyId('FONDAZIONE_TEMPO'))
  await scenario.exclude()
  database.setNow(NOW)
  engine = watchedEngine(scenario.callId)
  const { cycleId: cycle_id, callId: evaluated_call_id } = scenario
  const here = { engine_id: 'test-engine', cycle_id }
  await database.knex('process_instances').insert([
    { ...here, process_instance_key: CYCLE, process_id: 'grant-cycle' },
    { ...here, process_instance_key: EVALUATION, process_id: 'evaluation', evaluated_call_id },
    { ...here, process_instance_key: MEETING, process_id: 'meeting', evaluated_call_id },
  ])
  await database.knex('work_items').insert(
    ['TITULAR_CGIL', 'TITULAR_CCIAA'].map((code) => ({
      ...{ id: `declares ${code}`, ...here, element_instance_key: code, process_instance_key: EVALUATION },
      ...{
        element_id: 'Task_DeclareConflicts',
        subject_id: code,
        role: 'COMMITTEE_MEMBER',
        chair_too: false,
      },
      ...{
        person_id: demoPersonId(code),
        of_evaluation: true,
        variables: { declarationId: code },
        state: 'OPEN',
      },
      ...{ due_at: daysAgo(-2), opened_at: daysAgo(3) },
    })),
  )
  await database.knex('act_proposals').insert({
    ...{ id: 'act', cycle_id, kind: 'CALL_NOTICE', subject_id: scenario.callId, title: 'Proposta di prova' },
    ...{ status: 'PROPOSED', proposed_at: NOW },
  })
  const sha256 = 'a'.repeat(64)
  await database.knex('stored_files').insert({ sha256, size_bytes: 1, stored_at: NOW }).onConflict().ignore()
  await database.knex('documents').insert({
    ...{ id: 'paper', cycle_id, kind: 'minutes', subject_id: 'TITULAR_CGIL', evaluated_call_id, sha256 },
    ...{ title: 'Documento di prova', file_name: 'x.pdf', media_type: 'application/pdf', signature: 'NONE' },
    created_at: NOW,
  })
  await database.knex('outbox').insert({
    ...{
      id: 'mail',
      cycle_id,
      process_instance_key: EVALUATION,
      stream: 'mail',
      kind: 'MAIL',
      state: 'PENDING',
    },
    payload: {
      to: ['segreta@ente.example', 'b@ente.example'],
      subject: 'Messaggio di prova',
      text: 'Testo.',
    },
  })
}, 120_000)
afterAll(() => database.close())

async function open(code: string, key: string, asked = '') {
  const actor = await scenario.person(code)
  const answer = await pagesOf(database, actor, { engine }).get(
    `/cycles/${scenario.cycleId}/processes/${key}${asked}`,
  )
  /* What is read of it, without its markup. */
  const text = answer.text.replaceAll(/<script[^]*?<\/script>/g, '').replaceAll(/<[^>]+>/g, ' ')
  return { status: answer.status, html: answer.text, text: text.replaceAll(/\s+/g, ' ') }
}
const linkTo = (key: string): string => `/cycles/${scenario.cycleId}/processes/${key}"`

describe('one instance', () => {
  it('shows of each element what is there, what stands still below it, how long it took and its term', async () => {
    const { text } = await open(OWNER, EVALUATION)
    expect(text).toMatch(
      /Dichiara i conflitti di interesse 2 attivi – dura da 4 giorni 22\/05\/2027[^–]*tra 2 giorni/,
    )
    expect(text).toMatch(/Apri l&#x27;istruttoria di ammissibilità – 2 volte in media 3 giorni/)
    expect((await open(OWNER, CYCLE)).text).toMatch(/2 attivi 1 processo chiamato con qualcosa di fermo/)
  })

  it('leads to whom it called and to all who called it', async () => {
    const evaluation = await open(OWNER, EVALUATION)
    for (const key of [CYCLE, MEETING]) expect(evaluation.html).toContain(linkTo(key))
    expect(evaluation.text).toMatch(/Riunioni , in corso, con qualcosa di fermo/)
    const meeting = await open(OWNER, MEETING)
    for (const key of [CYCLE, EVALUATION]) expect(meeting.html).toContain(linkTo(key))
  })

  it('waits for people by function and never by name, for timers, messages with their key; what the engine does not tell is said (art. 5)', async () => {
    const { html, text } = await open(OWNER, EVALUATION)
    expect(text).toMatch(/Dichiara i conflitti di interesse : Comitato, 2 attività · entro 22\/05\/2027/)
    expect(text).toMatch(/Termine delle dichiarazioni scaduto : 22\/05\/2027/)
    expect(text).toMatch(/Conflitto segnalato : messaggio LateConflictTold , chiave k e altre 6/)
    expect(text).toContain('Questo motore non dice: i lavori automatici.')
    for (const code of ['TITULAR_CGIL', 'TITULAR_CCIAA'])
      expect(html).not.toContain((await scenario.person(code)).displayName)
  })

  it('has acts and documents about what it is about, and to the process owner the mails of its steps, to nobody by name', async () => {
    const { html, text } = await open(OWNER, EVALUATION)
    expect(text).toContain('Proposta di prova: proposta')
    expect(html).toContain('href="/api/documents/paper"')
    expect(text).toMatch(/Messaggio di prova a 2 destinatari, [^:]*:\d+: in uscita/)
    expect(html).not.toContain('segreta@ente.example')
    expect((await open('FINANCE_1', EVALUATION)).text).not.toContain('Messaggio di prova')
  })

  it('has the variables that its process declares, of a list only how long it is', async () => {
    const { text } = await open(OWNER, EVALUATION)
    expect(text).toContain(`callId ${scenario.callId}`)
    expect(text).toContain('declarationIds 2 valori')
    expect(text).not.toContain('Never declared')
  })

  it('has its history by the page, the last first or the first, searched by the name of an element', async () => {
    const rows = ({ html }: { html: string }) => html.split('id="history"')[1]?.match(/<li>/g)?.length ?? 0
    const last = await open(OWNER, EVALUATION)
    expect(rows(last)).toBe(20)
    const next = /href="[^"]*\?([^"]+)" rel="next"/.exec(last.html.replaceAll('&#x3D;', '='))?.[1] ?? ''
    expect(rows(await open(OWNER, EVALUATION, `?${next}`))).toBe(20)
    const first = await open(OWNER, EVALUATION, '?history-order=FIRST')
    expect(first.text).toMatch(/Apri l&#x27;istruttoria di ammissibilità dal 21\/03\/2027/)
    expect(rows(await open(OWNER, EVALUATION, '?history-text=ISTRUTTORIA'))).toBe(20)
    const none = await open(OWNER, EVALUATION, '?history-text=dichiara')
    expect([rows(none), none.text]).toEqual([0, expect.stringMatching(/Adesso: 2 attivi, 0 fermi/)])
    expect((await open(OWNER, EVALUATION, '?history-after=changed')).status).toBe(400)
  })
})

describe('the evaluation of a call and its meeting, for whom a conflict keeps from one of the applications (art. 5)', () => {
  it('are on no page and in no list, nor is a link to them', async () => {
    for (const key of [EVALUATION, MEETING]) {
      expect((await open(OWNER, key)).status).toBe(200)
      expect((await open(EXCLUDED, key)).status).toBe(404)
    }
    const cycle = await open(EXCLUDED, CYCLE)
    expect(cycle.status).toBe(200)
    expect(cycle.html).not.toContain(linkTo(EVALUATION))
    const api = apiOf(database, [...controlRoomRoutes, ...processViewRoutes], { engine })
    const told = async (code: string, path: string) =>
      JSON.stringify((await api.get(path).set(PERSON, demoPersonId(code)).expect(200)).body)
    const paths = ['/api/instances', '/api/processes', `/api/cycles/${scenario.cycleId}/instances`]
    for (const path of [...paths, `/api/cycles/${scenario.cycleId}/processes/${CYCLE}`]) {
      expect(await told(OWNER, path)).toMatch(/"(evaluation|2000)"/)
      expect(await told(EXCLUDED, path)).not.toMatch(/"(evaluation|meeting|2000|3000)"/)
    }
  })

  it('are there again once the outcome is published', async () => {
    await database.arrange((tx) => tx('calls').update({ outcome_published_at: NOW }))
    expect((await open(EXCLUDED, EVALUATION)).status).toBe(200)
  })
})
