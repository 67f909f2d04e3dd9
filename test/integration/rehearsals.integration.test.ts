import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { z } from 'zod'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { oncePerJob } from '../../app/once-per-job.ts'
import { startRelay } from '../../app/relay.ts'
import { createOutboxQueue } from '../../db/platform/outbox-queue.ts'
import { BusinessError, TransientError } from '../../domain/shared/errors.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { startJobRunner } from '../../engine/job-runner.ts'
import { EngineRefusal } from '../../engine/port.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import { INCIDENT_KINDS, incidentKinds } from '../../words/incidents.ts'
import type { IncidentKind } from '../../words/incidents.ts'
import { defineWorker } from '../../workers/worker.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { loadDemoNetwork } from '../support/demo-network.ts'
import { cookiesOf } from '../support/draft-scenario.ts'
import { httpOf } from '../support/http.ts'
import { sendForm } from '../support/send-form.ts'
import * as bpmn from '../support/small-process.ts'
import { waitFor } from '../support/wait-for.ts'

const LIMIT_MS = 20_000
const ENGINE_ID = 'test-engine'
const pageOf = (kind: IncidentKind) => `/control-room/incidents?incidents-kind=${kind}`
const log = pino({ enabled: false })

/* A step, and a way that a condition chooses after it. */
const model = (condition: string) =>
  bpmn.fileOf(
    `<bpmn:process id="meeting" isExecutable="true">${
      bpmn.start('start', bpmn.waitsFor('Convene')) +
      bpmn.element('serviceTask', 'work', {
        extensions: '<zeebe:taskDefinition type="rehearse" retries="1" />',
      }) +
      bpmn.element('exclusiveGateway', 'choice', { attributes: 'default="choice-end"' }) +
      bpmn.end() +
      bpmn.end('refused') +
      bpmn.path('start', 'work', 'choice', 'end') +
      bpmn.flow('choice', 'refused', condition)
    }</bpmn:process>${bpmn.message('Convene', null)}`,
  )

/* How each kind of incident is broken: by what the step does, by what the engine answers, or by what the process is given; and mended,
   by a release without the fault where nothing else is told. */
interface Rehearsal {
  before?: () => Promise<unknown>
  does?: () => Promise<unknown>
  mend?: (instance: string) => Promise<unknown>
  refuses?: true
  given?: Record<string, unknown>
  /** True where it comes back after a while by itself, so that nobody retries it before it is mended. */
  repeats?: true
}
const refuse = (error: Error) => () => Promise.reject(error)
const rehearsals: Record<IncidentKind, Rehearsal> = {
  OUTSIDE: { does: refuse(new TransientError('the other part does not answer')), repeats: true },
  RULE: { does: refuse(new BusinessError('FUNDS_NOT_AVAILABLE')) },
  DATA: { given: { needed: 'something else', refused: false } },
  ARCHIVE: {
    before: () => openCycle('taken'),
    does: () => openCycle('taken'),
    mend: () => closeCycle('taken'),
  },
  PROGRAM: { does: refuse(new TypeError('of the program')) },
  ANSWER: { refuses: true },
  MODEL: { given: { needed: 'known' }, mend: correctModel },
}

let database: TestDatabase
let engine: ProcessEngine
let http: ReturnType<typeof httpOf>
let owner: string
let broken: Rehearsal | null = null
const running: { stop: () => Promise<void> }[] = []

const openCycle = (id: string) =>
  database.knex('cycles').insert({
    ...{ id, code: id.toUpperCase(), title: 'Ciclo', guidelines_act: 'DGR', status: 'OPEN' },
    ...{ guidance_due_on: '2027-06-30', ends_on: '2029-12-31', opened_at: database.clock.now() },
    process_owner_id: demoPersonId('PROCESS_OWNER'),
  })

function deploy(condition: string): Promise<void> {
  const content = Buffer.from(model(condition))
  const sha256 = createHash('sha256').update(content).digest('hex')
  return engine.deploy([{ name: 'meeting.bpmn', content, sha256 }])
}
async function correctModel(instance: string): Promise<void> {
  await deploy('=false')
  await engine.migrateInstance({ processInstanceKey: instance })
}
const closeCycle = (id: string) => database.knex('cycles').where({ id }).delete()

/* Its work is a mail: nobody gets two. */
const worker = defineWorker({
  jobType: 'rehearse',
  input: z.strictObject({
    cycleId: z.string(),
    needed: z.custom((value) => broken === null || value === 'known'),
  }),
  output: z.strictObject({}),
  async handle({ cycleId }, context) {
    const mail = { to: ['a@b.example'], subject: 's', text: 't', attachments: [] }
    await context.stores.outbox.mail({ cycleId, ...mail })
    await broken?.does?.()
    return {}
  },
})

function startWorking(): void {
  const { knex, files, workshop, clock } = database
  const steps = { knex, files, workshop, clock, log, engineId: ENGINE_ID, publicUrl: '', leaseMs: 20_000 }
  const refusing: typeof engine = {
    ...engine,
    completeJob: (key, variables) =>
      broken?.refuses
        ? Promise.reject(new EngineRefusal('INVALID_STATE', 'refused'))
        : engine.completeJob(key, variables),
  }
  const up = () => Promise.resolve()
  running.push(
    startJobRunner({
      ...{ engine: refusing, jobs: [oncePerJob(steps, worker)], workerName: 'test', log },
      ...{ ourSideUp: up, probe: () => Promise.resolve(true), onFinished: () => undefined },
    }),
    startRelay({
      ...{ giveWay: up, queue: createOutboxQueue(knex), engine, files, clock, log },
      mail: { send: up },
      region: { submit: () => Promise.reject(new Error('no Region here')) },
      ...{ recordReceipt: up, recordRequestReceived: up, recordOutcomeTaken: up, intervene: up },
      onSent: () => undefined,
    }),
  )
}

beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: ENGINE_ID })
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log })
  await deploy('=refused')
  startWorking()
  http = httpOf(database, {}, { ...engine, operateUrl: null })
  const account = { accountId: demoAccountId('PROCESS_OWNER') }
  owner = cookiesOf(await http.post('/sign-in?act=enter').type('form').send(account))
}, 60_000)
afterAll(async () => {
  for (const one of running) await one.stop()
  await engine.close()
  await database.close()
})

const open = async (kind: IncidentKind) => (await http.get(pageOf(kind)).set('cookie', owner)).text
/* The step that the page of its kind shows, as its box names it. */
const standing = (kind: IncidentKind, but = '') =>
  waitFor(`the incident ${kind}`, LIMIT_MS, async () => {
    const [, key] = /name="incidentKeys" value="(\d+)"/.exec(await open(kind)) ?? []
    return key === undefined || key === but ? null : key
  })
const retry = (kind: IncidentKind, key: string) =>
  sendForm(http, `${pageOf(kind)}&act=retry`, { incidentKeys: key, reason: 'Tolta la causa.' }, owner)
const instanceOf = async (key: string) =>
  (await engine.openIncidents(10)).find((one) => one.key === key)!.processInstanceKey

describe('each kind of incident, broken and mended', () => {
  it.each(INCIDENT_KINDS)('%s: is on its page, stops again until mended, then goes on once', async (kind) => {
    const cycleId = kind.toLowerCase()
    await openCycle(cycleId)
    const rehearsal = rehearsals[kind]
    const { mend, given = { needed: 'known', refused: false } } = rehearsal
    await rehearsal.before?.()
    broken = rehearsal
    await engine.publishMessage({
      ...{ name: 'Convene', correlationKey: '', messageId: cycleId, variables: { cycleId, ...given } },
    })
    const first = await standing(kind)
    const instance = await instanceOf(first)
    const page = await open(kind)
    for (const told of [incidentKinds[kind].undone, incidentKinds[kind].retry]) expect(page).toContain(told)
    let key = first
    if (!rehearsal.repeats) {
      expect((await retry(kind, first)).status).toBe(303)
      key = await standing(kind, first)
    }

    if (mend) await mend(instance)
    else broken = null
    expect((await retry(kind, key)).status).toBe(303)
    await waitFor('the end', LIMIT_MS, async () =>
      (await engine.instance(instance))?.state === 'COMPLETED' ? true : null,
    )
    expect(await open(kind)).toContain('Nessun passo fermo corrisponde al filtro')
    const mails = await database.knex('outbox').where({ kind: 'MAIL', cycle_id: cycleId })
    expect(mails).toHaveLength(1)
    const told = (await database.stores.audit.entries(cycleId)).filter(
      ({ action }) => action === 'resolve-incident',
    )
    expect(told).toHaveLength(rehearsal.repeats ? 1 : 2)
  })

  it.each(INCIDENT_KINDS)('%s: is told in docs/operations.md with its page', (kind) => {
    const manual = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
    expect(manual.includes(`\`${pageOf(kind)}\``)).toBe(true)
  })
})
