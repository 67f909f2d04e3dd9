import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { element, end, fileOf, message, path, service, start, waitsFor } from '../support/small-process.ts'
import { waitFor } from '../support/wait-for.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const WITHIN_MS = 20_000
const LATER = '2099-01-01T00:00:00Z'
const BEFORE = '2020-01-01T00:00:00Z'
const DRAWN = ['grant-cycle.bpmn', 'ranking-correction.bpmn', 'forms/weigh-observations.form']

/* The processes that these two call are stood for: each does one step; plan and act then wait to be adopted. */
const called = (id: string, body: string, beside = '') =>
  fileOf(`<bpmn:process id="${id}" isExecutable="true">${body}</bpmn:process>${beside}`)
const step = (id: string, type: string) =>
  called(id, start() + service(type) + end() + path('start', type, 'end'))
const waits = (id: string, type: string, name: string, key: string) =>
  called(
    id,
    start() +
      service(type) +
      element('intermediateCatchEvent', 'wait', { inside: waitsFor(name) }) +
      end() +
      path('start', type, 'wait', 'end'),
    message(name, key),
  )
const STUBS = {
  'guidance.bpmn': step('guidance', 'guide'),
  'call.bpmn': step('call', 'issue'),
  'evaluation.bpmn': step('evaluation', 'evaluate'),
  'monitoring-return.bpmn': step('monitoring-return', 'return'),
  'regional-approval.bpmn': waits('regional-approval', 'plan', 'PlanApproved', '=callId'),
  'act-adoption.bpmn': waits('act-adoption', 'propose', 'ActAdopted', '=actProposalId'),
}

let database: TestDatabase
let engine: ProcessEngine
let work: { stop: () => Promise<void> }
const done: { type: string; variables: Record<string, unknown> }[] = []
let hearingEndsAt = BEFORE

const answerOf = (type: string, id: unknown): Record<string, unknown> => {
  if (type === 'issue') return { callId: 'call', callDeserted: false }
  if (type === 'evaluate') return { projectsToFund: true }
  if (type === 'plan') return { planVersionId: 'plan' }
  if (type === 'tell-ranking-correction') return { hearingEndsAt }
  return type === 'draw-up-corrected-ranking' ? { actProposalId: `act ${String(id)}` } : {}
}
const TYPES = [
  ...['confirm-cycle-opened', 'guide', 'issue', 'evaluate', 'plan', 'leave-withdrawn-plan', 'start-projects'],
  ...['tell-ranking-correction', 'open-work-item', 'draw-up-corrected-ranking', 'propose'],
  ...['tell-corrected-outcomes', 'confirm-ranking-correction-withdrawn'],
]

beforeAll(async () => {
  database = await createTestDatabase('2027-06-01T09:00:00Z')
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log: pino({ enabled: false }) })
  const models = (await readModelFiles(MODELS)).filter(({ name }) =>
    DRAWN.some((drawn) => name.endsWith(drawn)),
  )
  const stubs = Object.entries(STUBS).map(([name, content]) => ({
    ...{ name, content: Buffer.from(content), sha256: sha256Hex(content) },
  }))
  await engine.deploy([...stubs, ...models])
  work = engine.workJobs({
    jobs: TYPES.map((type) => ({
      ...{ type, leaseMs: 30_000 },
      fetchVariables: ['rankingCorrected', 'rankingCorrectionId', 'actProposalId'],
    })),
    workerName: 'test',
    onJob({ key, type, variables }) {
      done.push({ type, variables })
      return engine.completeJob(key, answerOf(type, variables['rankingCorrectionId']))
    },
  })
}, 60_000)
afterAll(async () => {
  await work.stop()
  await engine.close()
  await database.close()
})

const say = (name: string, correlationKey: string, variables: Record<string, unknown> = {}) =>
  engine.publishMessage({ name, correlationKey, messageId: `${name} ${correlationKey}`, variables })
const isDone = (type: string, times = 1) =>
  waitFor(`${type}, ${times} times`, WITHIN_MS, () =>
    Promise.resolve(done.filter((one) => one.type === type)[times - 1] ?? null),
  )
const living = (processId: string): Promise<string[]> =>
  database.owner('engine.instances').where({ process_id: processId, ended_at: null }).pluck('key')
const nothingLives = () =>
  waitFor('the end of all', WITHIN_MS, async () => {
    const keys = [...(await living('ranking-correction')), ...(await living('act-adoption'))]
    return keys.length === 0 || null
  })

describe('the cycle when its ranking is corrected before the plan is adopted (art. 8; L. 241/1990 art. 21-nonies)', () => {
  it('leaves the plan, settles the grants of the corrected ranking, and draws the plan up again', async () => {
    await say('CycleOpened', 'cycle', { cycleId: 'cycle' })
    await isDone('plan')
    await say('RankingCorrected', 'call')
    await isDone('leave-withdrawn-plan')
    await isDone('plan', 2)
    const evaluated = done.filter(({ type }) => type === 'evaluate')
    expect(evaluated.map(({ variables }) => variables['rankingCorrected'])).toEqual([false, true])
    await say('PlanApproved', 'call')
    await isDone('start-projects')
  }, 60_000)
})

describe('the correction of a ranking (L. 241/1990 art. 7, 10, 21-nonies)', () => {
  const begin = async (id: string) => {
    done.length = 0
    await say('RankingCorrectionProposed', id, { cycleId: 'cycle', rankingCorrectionId: id })
    await isDone('tell-ranking-correction')
  }
  const weigh = async () => {
    const [key = ''] = await living('ranking-correction')
    const task = await waitFor(
      'the task',
      WITHIN_MS,
      async () => (await engine.userTasks(key, 'CREATED'))[0] ?? null,
    )
    await engine.completeUserTask({
      ...{ elementInstanceKey: task.elementInstanceKey, processInstanceKey: key, variables: {} },
    })
  }
  const isTakenBack = async (id: string) => {
    await say('RankingCorrectionWithdrawn', id)
    await isDone('confirm-ranking-correction-withdrawn')
    await nothingLives()
    expect(done.map(({ type }) => type)).not.toContain('tell-corrected-outcomes')
  }

  it('hears those concerned, weighs what they said, and only then proposes the act; its effects come after it', async () => {
    hearingEndsAt = BEFORE
    await begin('k1')
    await weigh()
    await isDone('propose')
    expect(done.map(({ type }) => type)).not.toContain('tell-corrected-outcomes')
    await say('ActAdopted', 'act k1')
    await isDone('tell-corrected-outcomes')
    await nothingLives()
  }, 60_000)

  it('opens no task while they may still be heard, and is taken back there', async () => {
    hearingEndsAt = LATER
    await begin('k2')
    await isTakenBack('k2')
    expect(done.map(({ type }) => type)).not.toContain('open-work-item')
  }, 60_000)

  it('is taken back where it waits for the observations to be weighed, or for its act', async () => {
    hearingEndsAt = BEFORE
    await begin('k3')
    await isDone('open-work-item')
    await isTakenBack('k3')
    await begin('k4')
    await weigh()
    await isDone('propose')
    await isTakenBack('k4')
  }, 60_000)
})
