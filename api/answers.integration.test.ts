import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { convenedCallMeeting, cycleId } from '../test/support/call-meeting.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { newId } from '../domain/shared/ids.ts'
import { localDate } from '../domain/shared/local-date.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { ASK, createLeadRequestScenario } from '../test/support/lead-requests.ts'
import { createProjectScenario } from '../test/support/project-scenario.ts'
import { createSteps } from '../test/support/steps.ts'
import { confirmAll, drawProvisional } from '../test/support/voted-ranking.ts'
import { bringCallDraft } from '../use-cases/call/save-call-draft.ts'
import { attachWorkItemFile } from '../use-cases/cycle/attach-work-item-file.ts'
import { askIntegration } from '../workers/evaluation/ask-integration.ts'
import { drawUpRanking } from '../workers/evaluation/draw-up-ranking.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

const MOST = 30
const reads = routes.filter((route) => route.method === 'get')
const tables: Record<string, string> = {
  cycles: 'cycles',
  acts: 'act_proposals',
  documents: 'documents',
  submissions: 'submissions',
  meetings: 'meetings',
  'guidance-documents': 'guidance_documents',
  'work-items': 'work_items',
  calls: 'calls',
  applications: 'applications',
  plans: 'plan_versions',
  projects: 'projects',
  payments: 'payments',
  people: 'persons',
  seats: 'committee_seats',
  bodies: 'bodies',
  'working-groups': 'working_groups',
}
const viewers: readonly string[] = [
  ...(['PROCESS_OWNER', 'CASE_OFFICER_1', 'FINANCE_1', 'TITULAR_CGIL'] as const),
  ...(['TITULAR_ATS_MILANO', 'LEAD_ASSEMI'] as const),
]

let projects: TestDatabase
let evaluation: TestDatabase
let early: TestDatabase
let asked: TestDatabase
let sitting: TestDatabase

/* A project from its agreement to its last tranche, and a guidance document with a comment. */
async function playProject(): Promise<void> {
  const scenario = await createProjectScenario(projects)
  const { cycleId, projectId, steps, owner } = scenario
  await scenario.run(projectId)
  await scenario.receive(projectId, 27_600_000, 'Q1')
  await scenario.pay(projectId, 'ANTICIPO')
  await scenario.account(projectId, 1_000)
  await scenario.pay(projectId, 'SALDO')
  const at = projects.clock.now()
  const guidanceId = await projects.stores.guidance.draft({
    ...{ cycleId, version: 1, title: 'Indirizzo', context: [], commentsDueAt: at, createdAt: at },
    ...{ needs: [{ text: 'nidi', source: 'ISTAT' }], priorities: [{ title: 'tempo', text: 'servizi' }] },
  })
  await projects.knex('guidance_documents').where('id', guidanceId).update('status', 'SHARED')
  await steps.open('Task_WriteFinalReport', { cycleId })
  await projects.stores.results.saveFinalReport(cycleId, {
    ...{ summary: 'Sintesi', assessment: 'Valutazione', committeeSeenOn: null },
    ...{ writtenBy: owner.personId, writtenAt: at },
  })
  await projects.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
}

/* A call from the declarations to its published ranking. */
async function playEvaluation(): Promise<void> {
  const scenario = await createEvaluationScenario(evaluation)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 80)
  const meetingId = String((await drawProvisional(scenario))['meetingId'])
  await confirmAll(evaluation, meetingId)
  await scenario.steps.job(drawUpRanking, { ...scenario.scope, meetingId })
  const ranking = await evaluation.stores.evaluation.rankingOf(scenario.callId)
  await evaluation.stores.evaluation.adoptRanking(ranking?.id ?? '')
  await evaluation.stores.calls.publishOutcome(scenario.callId, evaluation.clock.now())
}

/* A call from its draft, and another that is still written, whole. */
async function playCall(): Promise<void> {
  const { openCall, openTask, owner, configuration } = await createCallScenario(early)
  await openCall()
  await early.run(owner, bringCallDraft, { id: await openTask(), version: 0, file: configuration })
}

/* A lead that answers with a file what the officer asked. */
async function playRequest(): Promise<void> {
  const scenario = await createLeadRequestScenario(asked)
  await scenario.decide(0, ASK)
  const { task } = await scenario.deliver(0, askIntegration)
  const file = await asked.files.put(Buffer.from('%PDF-1.7 plan'))
  await asked.run(await scenario.leadOf(0), attachWorkItemFile, {
    ...{ id: task, kind: 'DOCUMENT_1' },
    file: {
      ...{ ...file, fileName: 'piano.pdf', mediaType: 'application/pdf', content: 'pdf' as const },
      ...{ signature: 'NONE' as const, enclosed: null, signs: [] },
    },
  })
  await scenario.answer(0, task)
}

/* A sitting that is being recorded. */
async function playSitting(): Promise<void> {
  const steps = createSteps(sitting)
  const meetingId = await convenedCallMeeting(sitting, steps)
  sitting.setNow('2027-03-08T12:00:00Z')
  await steps.open('Task_RecordMeeting', { cycleId, meetingId })
}

/* A working group with the report of its referent and its file. */
async function playGroup(): Promise<void> {
  const { workingGroups, documents } = sitting.stores
  const at = sitting.clock.now()
  const id = newId<string>()
  await workingGroups.propose(
    {
      ...{ id, name: 'Nidi', purpose: 'Approfondire', referentId: demoPersonId('TITULAR_CGIL'), at },
      ...{ reportDueOn: localDate('2027-06-30'), endsOn: null },
    },
    [{ name: 'Anna Rossi', organisation: 'Cooperativa', email: 'anna@esempio.example' }],
  )
  await workingGroups.settle(id, 'constitute')
  const { sha256, sizeBytes } = await sitting.files.put(Buffer.from('%PDF-1.7 outcomes'))
  await documents.recordFile({ sha256, sizeBytes, at })
  await workingGroups.putReportFile(id, { fileName: 'esiti.pdf', mediaType: 'application/pdf', sha256 })
  await workingGroups.handIn(id, { text: 'Servono posti.', at })
}

/* A call that lacks something has no notice yet. */
const notYet = (path: string): number[] => (path.endsWith('/call-draft/notice') ? [422] : [])

beforeAll(async () => {
  projects = await createTestDatabase()
  evaluation = await createTestDatabase()
  early = await createTestDatabase()
  asked = await createTestDatabase()
  sitting = await createTestDatabase('2027-03-01T09:00:00Z')
  await playCall()
  await playProject()
  await playEvaluation()
  await playRequest()
  await playSitting()
  await playGroup()
}, 120_000)
afterAll(async () => {
  await projects.close()
  await evaluation.close()
  await early.close()
  await asked.close()
  await sitting.close()
})

/* The addresses of a route: every row that its first parameter can name. */
async function addresses({ knex }: TestDatabase, { path }: Route): Promise<string[]> {
  if (!path.includes('{')) return [path]
  if (path.includes('{requestId}')) return filesOfAnswers(knex, path)
  const collection = path.slice(0, path.indexOf('/{')).split('/').at(-1)
  const ids = await knex(tables[collection ?? ''] ?? '')
    .orderBy('id')
    .limit(MOST)
    .pluck<string[]>('id')
  const second = await secondsOf(knex, path)
  return ids.flatMap((id) =>
    second.map((named) =>
      path
        .replace('{key}', '1')
        .replace(/\{(kind|partnerCode|reportId)\}/, named)
        .replace(/\{\w+\}/, id),
    ),
  )
}

/* The addresses of the files that leads answered with. */
async function filesOfAnswers(knex: Knex, path: string): Promise<string[]> {
  const files: { applicationId: string; requestId: string; kind: string }[] = await knex('lead_requests as r')
    .join('work_item_files as f', 'f.work_item_id', 'r.work_item_id')
    .select({ applicationId: 'r.application_id', requestId: 'r.id', kind: 'f.kind' })
  return files.map(({ applicationId, requestId, kind }) =>
    path.replace('{applicationId}', applicationId).replace('{requestId}', requestId).replace('{kind}', kind),
  )
}

/* What the second parameter of a route can name. */
async function secondsOf(knex: Knex, path: string): Promise<string[]> {
  if (path.includes('{kind}')) return knex('application_attachments').distinct().pluck('kind')
  if (path.includes('{reportId}')) return knex('working_group_reports').pluck('id')
  if (path.includes('{partnerCode}')) return knex('partner_confirmations').distinct().pluck('partner_code')
  return ['']
}

async function statuses(database: TestDatabase, route: Route): Promise<number[]> {
  const http = apiOf(database, [route])
  const found: number[] = []
  for (const address of await addresses(database, route))
    for (const viewer of viewers)
      found.push((await http.get(address).set(PERSON, demoPersonId(viewer))).status)
  return found
}

/* Where a route has something to answer. */
function worldsOf(path: string): TestDatabase[] {
  if (path.includes('{requestId}')) return [asked]
  return path.includes('{id}/minutes') || path.startsWith('/api/working-groups')
    ? [sitting]
    : [projects, evaluation, early]
}

describe('answers of the API', () => {
  it.each(reads.map((route) => [route.path, route] as const))(
    'are what the OpenAPI document tells at %s, for everybody who may read',
    async (path, route) => {
      const found = new Set<number>()
      for (const database of worldsOf(path))
        for (const status of await statuses(database, route)) found.add(status)
      const told = [200, 403, 404, ...notYet(path)]
      expect([...found].filter((status) => !told.includes(status))).toEqual([])
      expect(found.has(200)).toBe(true)
    },
  )
})
