import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { EngineView } from '../api/engine-view.ts'
import { controlRoomRoutes } from '../api/control-room.ts'
import { processViewRoutes } from '../api/process-view.ts'
import { demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON, silentEngine } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'

const OWNER = 'PROCESS_OWNER'
/* Of the office, with an office in a partner of an application. */
const EXCLUDED = 'CASE_OFFICER_2'
const [CYCLE, EVALUATION, MEETING] = ['1000', '2000', '3000'] as const
const NOW = new Date('2027-05-20T10:00:00Z')
const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS)

let database: TestDatabase
let scenario: EvaluationScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.steps.holdOffice(demoPersonId(EXCLUDED), demoBodyId('FONDAZIONE_TEMPO'))
  await scenario.exclude()
  database.setNow(NOW)
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
      ...{ person_id: demoPersonId(code), of_evaluation: true, variables: {}, state: 'OPEN' },
      ...{ due_at: daysAgo(-2), opened_at: daysAgo(3) },
    })),
  )
}, 120_000)
afterAll(() => database.close())

const found = (key: string, processId: string) => ({
  ...{ key, processId, state: 'ACTIVE' as const, startedAt: daysAgo(9), endedAt: null },
})
const instances: Record<string, ReturnType<typeof found>> = {
  [CYCLE]: found(CYCLE, 'grant-cycle'),
  [EVALUATION]: found(EVALUATION, 'evaluation'),
  [MEETING]: found(MEETING, 'meeting'),
}
const callers: Record<string, { key: string; elementId: string }> = {
  [EVALUATION]: { key: CYCLE, elementId: 'CallActivity_Evaluation' },
  [MEETING]: { key: EVALUATION, elementId: 'CallActivity_Meeting' },
}
/* The cycle calls the evaluation, which has called its meeting, in which a step stands still. */
const engine: EngineView = {
  ...silentEngine,
  instance: (key) => Promise.resolve(instances[key] ?? null),
  caller: (key) => Promise.resolve(callers[key] ?? null),
  called: (key) =>
    Promise.resolve(
      Object.entries(callers)
        .filter(([, caller]) => caller.key === key)
        .map(([called, { elementId }]) => ({ ...instances[called]!, elementId, stopped: true })),
    ),
  tokens: (key) =>
    Promise.resolve(
      key === MEETING
        ? []
        : [
            {
              elementId: key === CYCLE ? 'CallActivity_Evaluation' : 'Task_DeclareConflicts',
              active: 2,
              incidents: 0,
            },
          ],
    ),
  times: (key) =>
    Promise.resolve([
      { elementId: 'Task_OpenAdmissibility', ended: 2, spentMs: 6 * DAY_MS, since: null },
      {
        ...{ ended: 0, spentMs: 0, since: daysAgo(4) },
        elementId: key === CYCLE ? 'CallActivity_Evaluation' : 'Task_DeclareConflicts',
      },
    ]),
  path: () =>
    Promise.resolve([
      { elementId: 'Task_OpenAdmissibility', kind: 'ELEMENT' as const, completed: 2, terminated: 0 },
    ]),
  variables: () =>
    Promise.resolve([
      { name: 'callId', value: scenario.callId, elementId: null },
      { name: 'declarationIds', value: ['one', 'two'], elementId: null },
      { name: 'title', value: 'Never declared', elementId: null },
    ]),
  waits: () =>
    Promise.resolve({
      jobs: null,
      timers: [
        {
          ...{ elementId: 'Task_DeclareConflicts', eventId: 'BoundaryEvent_DeclarationsDue', count: 1 },
          dueAt: daysAgo(-2),
        },
      ],
      messages: [
        { elementId: 'StartEvent_LateConflictTold', name: 'LateConflictTold', count: 7, keys: ['k'] },
      ],
    }),
  stays: (_key, { elementIds, order, after, limit }) =>
    Promise.resolve(
      Array.from({ length: 60 }, (_, index) => ({
        ...{ key: String(index), elementId: 'Task_OpenAdmissibility', state: 'COMPLETED' as const },
        ...{ incident: false, enteredAt: daysAgo(60 - index), endedAt: daysAgo(60 - index) },
      }))
        .filter(({ elementId }) => elementIds === null || elementIds.includes(elementId))
        .toSorted((one, other) => (order === 'FIRST' ? 1 : -1) * (Number(one.key) - Number(other.key)))
        .filter(({ key }) => after === null || (order === 'FIRST' ? +key > +after.key : +key < +after.key))
        .slice(0, limit),
    ),
}

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

  it('has the variables that its process declares, of a list only how long it is', async () => {
    const { text } = await open(OWNER, EVALUATION)
    expect(text).toContain(`callId ${scenario.callId}`)
    expect(text).toContain('declarationIds 2 valori')
    expect(text).not.toContain('Never declared')
  })

  it('has its history by the page, the last first or the first, searched by the name of an element', async () => {
    const rows = ({ html }: { html: string }) => html.split('id="history"')[1]?.match(/<li>/g)?.length ?? 0
    const last = await open(OWNER, EVALUATION)
    expect(rows(last)).toBe(50)
    const next = /href="[^"]*\?([^"]+)" rel="next"/.exec(last.html.replaceAll('&#x3D;', '='))?.[1] ?? ''
    expect(rows(await open(OWNER, EVALUATION, `?${next}`))).toBe(10)
    const first = await open(OWNER, EVALUATION, '?history-order=FIRST')
    expect(first.text).toMatch(/Apri l&#x27;istruttoria di ammissibilità dal 21\/03\/2027/)
    expect(rows(await open(OWNER, EVALUATION, '?history-text=ISTRUTTORIA'))).toBe(50)
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
