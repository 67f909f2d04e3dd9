import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { controlRoomRoutes } from '../api/control-room.ts'
import type { Actor } from '../procedures/context.ts'
import { stageOfElement } from '../tasks/registry.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'
import { tableStageTimes, tableTaskTimes } from '../use-cases/cycle/table-times.ts'
import { demoPersonId } from './demo/network-ids.ts'

const CODE = 'PTC-2024'
const DAY = 86_400

let database: TestDatabase
let scenario: EvaluationScenario
let owner: Actor
let excluded: Actor

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  owner = await scenario.person('PROCESS_OWNER')
  excluded = await scenario.partlyExcludedOwner(scenario.applicationIds[0] ?? '')
  await database.arrange(pastCycle)
  await database.arrange((tx) =>
    tx('calls')
      .where({ id: scenario.callId })
      .update({ closes_at: tx.raw(`now() - interval '5 days'`) }),
  )
}, 120_000)
afterAll(() => database.close())

const at = (day: string): Date => new Date(`${day}T00:00:00+01:00`)

type Task = [element: string, role: string, subject: string, from: string, until: string, due?: string]
const TASKS: readonly Task[] = [
  ['Task_DraftGuidance', 'PROCESS_OWNER', 'old', '2024-12-23', '2024-12-26'],
  ['Task_ConveneMeeting', 'PROCESS_OWNER', 'meeting', '2024-12-27', '2024-12-28'],
  ['Task_AnswerComments', 'PROCESS_OWNER', 'guidance', '2025-01-04', '2025-01-08'],
  ['Task_PrepareCall', 'PROCESS_OWNER', 'old', '2025-01-11', '2025-01-13', '2025-01-12'],
  ['Task_RecordAct', 'PROCESS_OWNER', 'plan act', '2025-01-13', '2025-01-14'],
  ['Task_RequestPayment', 'ALLIANCE_LEAD', 'payment', '2025-01-20', '2025-01-25', '2025-01-22'],
  ['Task_WriteFinalReport', 'PROCESS_OWNER', 'old', '2025-01-27', '2025-01-28'],
]

/* From opening to closing, day by day, each thing with the rows that begin and end it. */
async function pastCycle(tx: Knex): Promise<void> {
  const here = { cycle_id: 'old' }
  const process_owner_id = demoPersonId('PROCESS_OWNER')
  await tx('cycles').insert({
    ...{ id: 'old', code: CODE, title: CODE, guidelines_act: 'DGR', guidance_due_on: '2025-01-05' },
    ...{ ends_on: '2025-01-31', status: 'CLOSED', process_owner_id },
    ...{ opened_at: at('2024-12-22'), closed_at: at('2025-01-31') },
  })
  await tx('meetings').insert({
    ...{ id: 'meeting', ...here, stage: 'GUIDANCE', subject_id: 'guidance', round: 1, status: 'HELD' },
  })
  const adopted = { ...here, title: 'Atto', status: 'EFFECTIVE', proposed_at: at('2025-01-09') } as const
  await tx('act_proposals').insert([
    { ...adopted, id: 'guidance act', kind: 'GUIDANCE_ADOPTION', subject_id: 'guidance' },
    { ...adopted, id: 'plan act', kind: 'PLAN_APPROVAL', subject_id: 'plan' },
  ])
  await tx('acts').insert({
    ...{ proposal_id: 'guidance act', type: 'Delibera', number: '1', organ: 'Direttore generale' },
    ...{
      adopted_on: '2025-01-10',
      signed_file_sha256: 'x',
      proposal_sha256: 'x',
      signature: 'NONE',
      protocol_number: '1',
    },
    effective_at: at('2025-01-11'),
  })
  await tx('plan_versions').insert({
    ...{ id: 'plan', ...here, call_id: 'none', ranking_id: 'none', version: 1, status: 'VALIDATED' },
    ...{ alliances_cents: 1, system_actions_cents: 0, drawn_up_at: at('2025-01-13') },
  })
  const submission = { ...here, subject_id: 'plan' }
  await tx('submissions').insert([
    {
      ...{ id: 'sent', ...submission, kind: 'PLAN', status: 'VALIDATED', idempotency_key: '1' },
      answered_at: at('2025-01-20'),
    },
    {
      ...{ id: 'returned', ...submission, kind: 'FINAL_RETURN', status: 'RECEIVED', idempotency_key: '2' },
      received_at: at('2025-01-30'),
    },
  ])
  await tx('projects').insert({
    ...{ id: 'project', ...here, application_id: 'none', plan_version_id: 'plan', code: 'Z9-001' },
    ...{ status: 'CLOSED', grant_cents: 1, cost_cents: 1, cup: 'A00A00000000000', ends_on: '2025-01-27' },
    closed_at: at('2025-01-27'),
  })
  await tx('work_items').insert(
    TASKS.map(([element, role, subject, from, until, due], index) => ({
      ...{ id: `old ${index}`, engine_id: 'test-engine', element_instance_key: `old ${index}` },
      ...{ process_instance_key: 'old', element_id: element, ...here, subject_id: subject, role },
      ...{ chair_too: false, of_evaluation: false, variables: '{}', state: 'COMPLETED' },
      ...{ due_at: due === undefined ? null : at(due), opened_at: at(from), ended_at: at(until) },
      ...(element === 'Task_AnswerComments' && { taken_by: process_owner_id, taken_at: at('2025-01-06') }),
    })),
  )
}

const timesOf = async (viewer: Actor, year?: number) =>
  (await database.reads.figures.stages(viewer, { year, stages: stageOfElement }))
    .filter(({ cycleCode }) => cycleCode === CODE)
    .map(({ stage, working, waiting, late }) => [stage, working / DAY, waiting / DAY, late / DAY])
    .toSorted()
const evaluationsOf = async (viewer: Actor) =>
  (await database.reads.figures.stages(viewer, { stages: stageOfElement })).filter(
    ({ stage }) => stage === 'EVALUATION',
  )

describe('the time of each stage of a cycle, for the account to the committee (art. 6)', () => {
  it('is told from what is recorded, each moment once: late before work, work before waiting', async () => {
    expect(await timesOf(owner)).toEqual([
      ['CALL', 1, 0, 1],
      ['FINAL_RETURN', 1, 2, 0],
      ['GUIDANCE', 6, 9, 5],
      ['PLAN', 1, 6, 0],
      ['PROJECTS', 0, 4, 3],
    ])
  })

  it.each([
    [2024, [['GUIDANCE', 4, 6, 0]]],
    [2025, [['GUIDANCE', 2, 3, 5]]],
    [2026, []],
  ])('counts of a year its own days alone: %d', async (year, guidance) => {
    expect((await timesOf(owner, year)).filter(([stage]) => stage === 'GUIDANCE')).toEqual(guidance)
  })

  it('tells by function how long tasks waited to be taken and were in hands, of a year those completed in it', async () => {
    const tasks = await database.reads.figures.tasks(owner, { year: 2025, stages: stageOfElement })
    expect(tasks).toContainEqual({
      ...{ stage: 'GUIDANCE', role: 'PROCESS_OWNER', completed: 1, late: 0 },
      ...{ untaken: 2 * DAY, inHands: 2 * DAY },
    })
    expect(tasks).toContainEqual(
      expect.objectContaining({ stage: 'PROJECTS', role: 'ALLIANCE_LEAD', completed: 1, late: 1 }),
    )
  })

  it('leaves as tables that say what the page says', async () => {
    const api = apiOf(database, controlRoomRoutes)
    const read = (path: string) => api.get(path).set(PERSON, demoPersonId('PROCESS_OWNER')).expect(200)
    const file = await read('/api/stage-times/file?year=2025')
    expect(file.text).toContain(
      'Indirizzo;PTC-2024;22/12/2024, ore 00:00;11/01/2025, ore 00:00;10,0;2,0;3,0;5,0',
    )
    expect((await read('/api/task-times/file?year=2025')).text).toContain(
      'Indirizzo;Responsabile del procedimento;1;0;2,0;2,0',
    )
    const page = await pagesOf(database, owner).get('/control-room/figures?year=2025').expect(200)
    expect(page.text).toContain('10,0 giorni: 2,0 al lavoro, 3,0 in attesa, 5,0 in ritardo')
    expect(page.text).toContain('href="/api/stage-times/file?year&#x3D;2025"')
  })

  it.each(['year=1999', 'year=x', 'month=1'])('is asked for a year alone: %s', async (asked) => {
    await pagesOf(database, owner).get(`/control-room/figures?${asked}`).expect(400)
    await apiOf(database, controlRoomRoutes)
      .get(`/api/stage-times/file?${asked}`)
      .set(PERSON, demoPersonId('PROCESS_OWNER'))
      .expect(400)
  })
})

describe('the time of an evaluation that a conflict closes (art. 5)', () => {
  it('is told to who is kept from none of its applications', async () => {
    const [evaluation] = await evaluationsOf(owner)
    expect(evaluation).toMatchObject({ endedAt: null, late: 0 })
    expect(Math.floor(((evaluation?.working ?? 0) + (evaluation?.waiting ?? 0)) / DAY)).toBe(5)
  })

  it('is not told to who is kept from one of them, on the page and in the files, until the outcome is published', async () => {
    const pages = pagesOf(database, excluded)
    const shown = async () => (await pages.get('/control-room/figures').expect(200)).text
    expect(await evaluationsOf(excluded)).toEqual([])
    expect(await shown()).not.toContain('id="plot-EVALUATION"')
    for (const table of [tableStageTimes, tableTaskTimes])
      expect(String((await database.look(excluded, table, {})).file.content)).not.toContain('Valutazione')
    const tasks = await database.reads.figures.tasks(excluded, { stages: stageOfElement })
    expect(tasks.filter(({ stage }) => stage === 'EVALUATION')).toEqual([])
    await database.arrange((tx) =>
      tx('calls')
        .where({ id: scenario.callId })
        .update({ outcome_published_at: tx.raw('now()') }),
    )
    expect(await evaluationsOf(excluded)).toHaveLength(1)
    expect(await shown()).toContain('id="plot-EVALUATION"')
  })
})
