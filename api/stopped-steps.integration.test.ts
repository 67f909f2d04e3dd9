import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { startRelay } from '../app/relay.ts'
import { createOutboxQueue } from '../db/platform/outbox-queue.ts'
import { createEmbeddedEngine } from '../engine/embedded/engine.ts'
import type { ActivatedJob, ProcessEngine } from '../engine/port.ts'
import { apiOf, PERSON, silentEngine } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import * as bpmn from '../test/support/small-process.ts'
import { waitFor } from '../test/support/wait-for.ts'
import { processViewRoutes } from './process-view.ts'
import { localDateOf } from '../domain/shared/terms.ts'

const log = pino({ enabled: false })
const NOW = '2027-03-01T09:00:00Z'
const CALLED = '<zeebe:calledElement processId="guidance" propagateAllParentVariables="false" />'
const process = (id: string, body: string, beside = ''): string =>
  bpmn.fileOf(`<bpmn:process id="${id}" isExecutable="true">${body}</bpmn:process>${beside}`)

/* A cycle that calls a process, in which no job tells of it before a condition that cannot be read. */
const models = {
  'grant-cycle.bpmn': process(
    'grant-cycle',
    bpmn.start('start', bpmn.waitsFor('Begin')) +
      bpmn.element('callActivity', 'call', { extensions: CALLED }) +
      bpmn.end() +
      bpmn.path('start', 'call', 'end'),
    bpmn.message('Begin', null),
  ),
  'guidance.bpmn': process(
    'guidance',
    bpmn.start() +
      bpmn.element('exclusiveGateway', 'choice', { attributes: 'default="choice-end"' }) +
      bpmn.end() +
      bpmn.end('refused') +
      bpmn.path('start', 'choice', 'end') +
      bpmn.flow('choice', 'refused', '=refused'),
  ),
  'meeting.bpmn': process(
    'meeting',
    bpmn.start('start', bpmn.waitsFor('Convene')) +
      bpmn.service('work') +
      bpmn.end() +
      bpmn.path('start', 'work', 'end'),
    bpmn.message('Convene', null),
  ),
}

interface Shown {
  state: string | null
  tokens: { elementId: string; active: number }[]
  incidents: { key: string; elementId: string; sentence: string; retry: { by: string } | null }[]
  path: { elementId: string; kind: string; completed: number }[]
}

let database: TestDatabase
let engine: ProcessEngine
let relay: { stop: () => Promise<void> } | null = null

beforeAll(async () => {
  database = await createTestDatabase(NOW)
  await loadDemoNetwork(database.stores)
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log })
  await engine.deploy(
    Object.entries(models).map(([name, xml]) => ({
      ...{ name, content: Buffer.from(xml) },
      sha256: createHash('sha256').update(xml).digest('hex'),
    })),
  )
}, 60_000)
afterEach(async () => {
  await relay?.stop()
  relay = null
})
afterAll(async () => {
  await engine.close()
  await database.close()
})

const startSending = () =>
  void (relay = startRelay({
    giveWay: () => Promise.resolve(),
    queue: createOutboxQueue(database.knex),
    ...{ engine, files: database.files, clock: database.clock, log },
    mail: { send: () => Promise.resolve() },
    region: { submit: () => Promise.reject(new Error('no Region here')) },
    recordReceipt: () => Promise.resolve(),
    recordRequestReceived: () => Promise.resolve(),
    intervene: () => Promise.resolve(),
    recordOutcomeTaken: () => Promise.resolve(),
    onSent: () => undefined,
  }))
const openCycle = (id: string) =>
  database.stores.cycles.open(
    {
      ...{ id, code: id.toUpperCase(), title: 'Ciclo', guidelinesAct: 'DGR di prova' },
      ...{ guidanceDueOn: '2027-06-30', endsOn: '2029-12-31', openedAt: new Date(NOW) },
      processOwnerId: demoPersonId('PROCESS_OWNER'),
    },
    [{ year: 2027, amountCents: 27_600_000 }],
  )
const begin = async (cycleId: string, name = 'Begin') => {
  await openCycle(cycleId)
  await engine.publishMessage({ name, correlationKey: '', messageId: cycleId, variables: { cycleId } })
}
const http = () =>
  apiOf(database, processViewRoutes, { engine: { ...silentEngine, ...engine, operateUrl: null } })
const as = (code: string) => demoPersonId(code)
const REASON = 'La condizione ora si legge.'
const retry = (cycleId: string, incidentKey: string, code: string = 'PROCESS_OWNER') =>
  http()
    .post(`/api/cycles/${cycleId}/incidents/${incidentKey}/retry`)
    .set(PERSON, as(code))
    .send({ reason: REASON })

/* Of instances that no job has told of yet the engine knows the cycle. */
async function instanceOf(cycleId: string, processId: string): Promise<string> {
  const { rows } = await database.owner.raw<{ rows: { key: string }[] }>(
    `select i.key::text from engine.instances i join engine.variables v on v.scope_key = i.root_key
      where i.process_id = ? and v.name = 'cycleId' and v.value = to_jsonb(?::text)`,
    [processId, cycleId],
  )
  return rows[0]!.key
}
async function show(cycleId: string, key: string): Promise<Shown> {
  const answer = await http().get(`/api/cycles/${cycleId}/processes/${key}`).set(PERSON, as('CASE_OFFICER_1'))
  expect(answer.status).toBe(200)
  return answer.body as Shown
}
const until = (cycleId: string, key: string, holds: (shown: Shown) => boolean) =>
  waitFor('the instance', 15_000, async () => {
    const shown = await show(cycleId, key)
    return holds(shown) ? shown : null
  })
const rows = (key: string) => database.knex('outbox').where({ stream: `incident:${key}` })

describe('the processes of a cycle', () => {
  it('show an instance that has had no job yet, and what it has called', async () => {
    await begin('cycle-a')
    const root = await show('cycle-a', await instanceOf('cycle-a', 'grant-cycle'))
    expect(root).toMatchObject({ state: 'ACTIVE', tokens: [{ elementId: 'call', active: 1 }], incidents: [] })
    const called = await show('cycle-a', await instanceOf('cycle-a', 'guidance'))
    expect(called.state).toBe('ACTIVE')
    expect(called.path).toContainEqual({
      ...{ elementId: 'start-choice', kind: 'FLOW', completed: 1, terminated: 0 },
    })
  })

  it('tell an incident in a sentence, and go on from there once its cause is mended', async () => {
    startSending()
    await begin('cycle-b')
    const key = await instanceOf('cycle-b', 'guidance')
    const root = await instanceOf('cycle-b', 'grant-cycle')
    const [first] = (await show('cycle-b', key)).incidents
    expect(first).toMatchObject({ elementId: 'choice', retry: null })
    expect(first!.sentence).toContain('refused')

    /* Not mended: it stops again, as another incident. */
    expect((await retry('cycle-b', first!.key)).status).toBe(200)
    const again = await until('cycle-b', key, ({ incidents }) => incidents[0]?.key !== first!.key)
    expect(again.state).toBe('ACTIVE')
    expect(again.incidents).toMatchObject([{ elementId: 'choice', retry: null }])

    await engine.setVariables({ elementInstanceKey: key, variables: { refused: false }, local: false })
    expect((await retry('cycle-b', again.incidents[0]!.key)).status).toBe(200)
    const ended = await until('cycle-b', key, ({ state }) => state === 'COMPLETED')
    expect(ended).toMatchObject({ tokens: [], incidents: [] })
    const answer = await http().get('/api/cycles/cycle-b/processes').set(PERSON, as('PROCESS_OWNER'))
    expect(answer.body).toMatchObject({ processes: [{ latest: null }] })
    expect((await show('cycle-b', root)).state).toBe('COMPLETED')
  })

  it('hand a job that stopped out again, with all its attempts', async () => {
    startSending()
    await begin('cycle-c', 'Convene')
    const key = await instanceOf('cycle-c', 'meeting')
    const jobs: ActivatedJob[] = []
    const fault = { code: 'BUG', constraint: null, sentence: 'Il passo «work» si è fermato.' }
    const work = engine.workJobs({
      jobs: [{ type: 'work', fetchVariables: null, leaseMs: 30_000 }],
      workerName: 'test',
      onJob: async (job) => {
        jobs.push(job)
        if (jobs.length > 1) await engine.completeJob(job.key, {})
        else await engine.failJob(job.key, { retries: 0, backOffMs: 0, fault })
      },
    })
    const stopped = await until('cycle-c', key, ({ incidents }) => incidents.length > 0)
    expect(stopped.incidents).toMatchObject([{ code: 'BUG', sentence: fault.sentence }])
    expect((await retry('cycle-c', stopped.incidents[0]!.key)).status).toBe(200)
    await until('cycle-c', key, ({ state }) => state === 'COMPLETED')
    await work.stop()
    expect(jobs.map((job) => job.retries)).toEqual([expect.any(Number), 5])
  })
})

describe('a retry', () => {
  it('is done once however often it is asked, and tells who asked and why (art. 8)', async () => {
    await begin('cycle-d')
    const key = await instanceOf('cycle-d', 'guidance')
    const incidentKey = (await show('cycle-d', key)).incidents[0]!.key
    const answers = await Promise.all([retry('cycle-d', incidentKey), retry('cycle-d', incidentKey)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await rows(incidentKey)).toHaveLength(1)
    const entries = await database.stores.audit.entries('cycle-d')
    expect(entries.filter(({ action }) => action === 'resolve-incident')).toMatchObject([
      { actor: as('PROCESS_OWNER'), subjectId: incidentKey, facts: { elementId: 'choice', reason: REASON } },
    ])
    const [waiting] = (await show('cycle-d', key)).incidents
    const owner = await database.stores.network.actorOf(as('PROCESS_OWNER'), localDateOf(new Date(NOW)))
    expect(waiting!.retry).toEqual({
      ...{ by: owner!.displayName, at: new Date(NOW).toISOString() },
      reason: REASON,
    })

    await engine.resolveIncident(incidentKey)
    const late = await retry('cycle-d', incidentKey)
    expect([late.status, late.body]).toEqual([200, { incidentKey }])
    expect(await rows(incidentKey)).toHaveLength(1)
  })

  it('is refused for an incident of another cycle, for a key that is none, and to anybody but the process owner', async () => {
    await begin('cycle-e')
    await openCycle('cycle-f')
    const key = await instanceOf('cycle-e', 'guidance')
    const incidentKey = (await show('cycle-e', key)).incidents[0]!.key
    expect((await retry('cycle-f', incidentKey)).status).toBe(404)
    expect((await retry('cycle-e', '9999999999999999999')).status).toBe(404)
    expect((await retry('cycle-e', 'none')).status).toBe(422)
    expect((await retry('cycle-e', incidentKey, 'FINANCE_1')).status).toBe(403)
    expect(await rows(incidentKey)).toEqual([])
  })
})
