import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { z } from 'zod'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { intervening } from '../../app/interventions.ts'
import { oncePerJob } from '../../app/once-per-job.ts'
import { startRelay } from '../../app/relay.ts'
import { createOutboxQueue } from '../../db/platform/outbox-queue.ts'
import { newId } from '../../domain/shared/ids.ts'
import { changedAhead } from '../../engine/changed-ahead.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { startJobRunner } from '../../engine/job-runner.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import { withoutFunction } from '../../procedures/context.ts'
import { endIntervention } from '../../use-cases/cycle/end-intervention.ts'
import { defineWorker } from '../../workers/worker.ts'
import { createTestDatabase } from './database.ts'
import { loadDemoNetwork } from './demo-network.ts'
import { cookiesOf } from './draft-scenario.ts'
import { httpOf } from './http.ts'
import * as bpmn from './small-process.ts'
import { createSteps } from './steps.ts'
import { waitFor } from './wait-for.ts'
import { put } from './walled-world.ts'

const LIMIT_MS = 20_000
const ENGINE_ID = 'test-engine'
const log = pino({ enabled: false })
export const CYCLE = 'cycle-1'
export const WHY = 'Il passo è fermo e la causa è nota.'
/** When the meeting of the rows begins, and how the process is told so. */
export const TERM = new Date('2026-02-02T09:00:00Z')
export const AS_HELD = TERM.toISOString()

export const SET = { kind: 'SET_VARIABLE', variable: 'meetingStartsAt' }
export const CANCEL = { kind: 'CANCEL' }
export const migrate = (version: number) => ({ kind: 'MIGRATE', version })

/* A process with a step that tells of its instance, and what comes after it. */
const processOf = (id: string, begins: string, after: { id: string; element: string }[], more = '') =>
  bpmn.fileOf(
    `<bpmn:process id="${id}" isExecutable="true">${
      bpmn.start('start', bpmn.waitsFor(begins)) +
      bpmn.element('serviceTask', 'work', {
        extensions: '<zeebe:taskDefinition type="rehearse" retries="1" />',
      }) +
      after.map(({ element }) => element).join('') +
      bpmn.end() +
      bpmn.path('start', 'work', ...after.map((one) => one.id), 'end') +
      more
    }</bpmn:process>${bpmn.message(begins, null)}`,
  )
const STARTED = 'BoundaryEvent_MeetingStarted'
const waits = (expression: string) => ({
  id: STARTED,
  element: bpmn.element('intermediateCatchEvent', STARTED, { inside: bpmn.timer('Date', expression) }),
})
const choice = {
  id: 'choice',
  element: bpmn.element('exclusiveGateway', 'choice', { attributes: 'default="choice-end"' }),
}
const meetingOf = (expression: string, condition: string) => {
  const refused = bpmn.end('refused') + bpmn.flow('choice', 'refused', condition)
  return processOf('meeting', 'Convene', [waits(expression), choice], refused)
}

/** Processes that stand still, on the embedded engine with relay and pages, and two people of the office that retries. */
export async function createIntervenedProcess() {
  const database = await createTestDatabase()
  const { knex, files, workshop, clock } = database
  await loadDemoNetwork(database.stores)
  await knex('engine_identity').insert({ engine: 'embedded', engine_id: ENGINE_ID })
  await knex('cycles').insert({
    ...{ id: CYCLE, code: 'C1', title: 'Ciclo', guidelines_act: 'DGR', status: 'OPEN' },
    ...{ guidance_due_on: '2027-06-30', ends_on: '2029-12-31', opened_at: clock.now() },
    process_owner_id: demoPersonId('PROCESS_OWNER'),
  })
  await database.arrange(async (tx) => {
    const convened = { stage: 'NETWORK', status: 'CONVENED', starts_at: TERM } as const
    await put(tx, 'meetings', { id: 'm-1', cycle_id: CYCLE, ...convened })
    const correction = (status: string) => ({ id: `c-${status}`, call_id: status, version: 2, status })
    await put(tx, 'call_corrections', correction('PROPOSED'))
    const withdrawn = { withdrawn_at: TERM, withdrawn_by: 'x', withdrawal_reason: 'x' }
    await put(tx, 'call_corrections', { ...correction('WITHDRAWN'), ...withdrawn })
  })
  const engine: ProcessEngine = createEmbeddedEngine({ url: database.url, clock, log })
  const state = { broken: false, version: 0, ordered: [] as string[] }
  const stepWorker = defineWorker({
    jobType: 'rehearse',
    input: z.strictObject({ cycleId: z.string() }),
    output: z.strictObject({}),
    handle: () => (state.broken ? Promise.reject(new TypeError('of the program')) : Promise.resolve({})),
  })
  const steps = { knex, files, workshop, clock, log, engineId: ENGINE_ID, publicUrl: '', leaseMs: 20_000 }
  const up = () => Promise.resolve()
  const jobs = startJobRunner({
    ...{ engine, jobs: [oncePerJob(steps, stepWorker)], workerName: 'test', log },
    ...{ ourSideUp: up, probe: () => Promise.resolve(true), onFinished: () => undefined },
  })
  /* What the engine did is counted. */
  const counted = (order: string, call: Promise<void>) => call.then(() => void state.ordered.push(order))
  const intervened: ProcessEngine = {
    ...engine,
    setVariables: (order) => counted('set', engine.setVariables(order)),
    cancelInstance: (key) => counted('cancel', engine.cancelInstance(key)),
    migrateInstance: (plan) => counted('migrate', engine.migrateInstance(plan)),
  }
  const relays: { stop: () => Promise<void> }[] = []
  const relayActor = withoutFunction('relay', 'Relay')
  const http = httpOf(database, {}, { ...engine, changedAhead: (asked) => changedAhead(engine, asked) })

  async function deploy(name: string, text: string): Promise<void> {
    const content = Buffer.from(text)
    await engine.deploy([{ name, content, sha256: createHash('sha256').update(content).digest('hex') }])
  }
  const scenario = {
    ...{ database, engine, http, state },

    /** Each deployment is another version, whatever it was before; gives it. */
    async deployMeeting(expression = '=meetingStartsAt', condition = '=approved'): Promise<number> {
      state.version += 1
      await deploy('meeting.bpmn', `${meetingOf(expression, condition)}<!-- ${state.version} -->`)
      return state.version
    },

    /** An instance that stands still; gives its key. */
    async stopped(name: 'Convene' | 'Correct', given: object): Promise<string> {
      const open = async () =>
        (await engine.openIncidents(100)).map(({ processInstanceKey }) => processInstanceKey)
      const before = await open()
      const variables = { cycleId: CYCLE, meetingId: 'm-1', approved: false, ...given }
      await engine.publishMessage({ name, correlationKey: '', messageId: newId(), variables })
      return waitFor('the instance', LIMIT_MS, async () => {
        return (await open()).find((key) => !before.includes(key)) ?? null
      })
    },
    stoppedMeeting: (given: object = {}) => scenario.stopped('Convene', { meetingStartsAt: null, ...given }),
    /** What stops it is the model, which reads the term wrongly; the newest version is right. */
    async stoppedByModel(): Promise<string> {
      await scenario.deployMeeting('=meetingStartsAt.instant')
      const key = await scenario.stoppedMeeting({ meetingStartsAt: AS_HELD })
      await scenario.deployMeeting()
      return key
    },
    stoppedCorrection(status: 'PROPOSED' | 'WITHDRAWN'): Promise<string> {
      state.broken = true
      const given = { callCorrectionId: `c-${status}` }
      return scenario.stopped('Correct', given).finally(() => (state.broken = false))
    },

    startRelaying: () =>
      relays.push(
        startRelay({
          ...{ giveWay: up, queue: createOutboxQueue(knex), engine, files, clock, log },
          mail: { send: up },
          region: { submit: () => Promise.reject(new Error('no Region here')) },
          ...{ recordReceipt: up, recordRequestReceived: up, recordOutcomeTaken: up },
          onSent: () => undefined,
          intervene: intervening(intervened, (ended) =>
            database.runRequest({ actor: relayActor, arrivedAt: clock.now() }, endIntervention, ended),
          ),
        }),
      ),
    async stopRelaying(): Promise<void> {
      for (const relay of relays.splice(0)) await relay.stop()
    },

    async signIn(code: string, role: 'PROCESS_OWNER' | 'CASE_OFFICER' = 'PROCESS_OWNER'): Promise<string> {
      const functions = await database.stores.network.functionsOf(demoPersonId(code), database.today())
      const functionId = functions.find((one) => one.role === role)?.functionId
      const chosen = { accountId: demoAccountId(code), ...(functionId && { functionId }) }
      return cookiesOf(await http.post('/sign-in?act=enter').type('form').send(chosen))
    },
    /** One more person in the office that retries; gives the cookie. */
    async another(code: string): Promise<string> {
      await createSteps(database).hold(demoPersonId(code), { role: 'PROCESS_OWNER' })
      return scenario.signIn(code)
    },

    propose: (key: string, change: object, cookie: string) =>
      http
        .post(`/api/cycles/${CYCLE}/processes/${key}/interventions`)
        .set('cookie', cookie)
        .send({ ...change, reason: WHY }),
    decide: (id: string, how: string, { cookie = '', reason = 'Verificato sugli atti.' } = {}) =>
      http
        .post(`/api/interventions/${id}/${how}`)
        .set('cookie', cookie)
        .send(how === 'withdraw' ? undefined : { reason }),
    rowOf: (id: string) => database.knex('interventions').where({ id }).first(),
    ended: (id: string) =>
      waitFor('the engine’s answer', LIMIT_MS, async () => {
        const row = await scenario.rowOf(id)
        return row?.ended_at ? row : null
      }),
    /** How an instance ended. */
    done: (key: string) =>
      waitFor('the end', LIMIT_MS, async () => {
        const found = (await engine.instance(key))?.state
        return found === 'ACTIVE' ? null : found
      }),
    async retry(key: string): Promise<void> {
      const [incident] = await engine.incidents(key)
      await engine.resolveIncident(incident!.key)
    },
    chain: async (id: string) =>
      (await database.stores.audit.entries(CYCLE)).filter(({ subjectId }) => subjectId === id),

    async close(): Promise<void> {
      await scenario.stopRelaying()
      await jobs.stop()
      await engine.close()
      await database.close()
    },
  }
  await scenario.deployMeeting()
  await deploy('call-correction.bpmn', processOf('call-correction', 'Correct', []))
  scenario.startRelaying()
  return scenario
}
export type IntervenedProcess = Awaited<ReturnType<typeof createIntervenedProcess>>
