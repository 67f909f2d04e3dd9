import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { waitFor } from '../support/wait-for.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const WITHIN_MS = 30_000
const PARTS = ['call-correction.bpmn', 'act-adoption.bpmn', 'record-act.form', 'record-publication.form']
const TYPES = [
  ...['propose-correction-act', 'open-work-item', 'prepare-act-proposal'],
  ...['publish-correction', 'confirm-correction-withdrawn'],
]

let database: TestDatabase
let engine: ReturnType<typeof createEmbeddedEngine>
let work: { stop: () => Promise<void> }
const done: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log: pino({ enabled: false }) })
  const models = await readModelFiles(MODELS)
  await engine.deploy(models.filter(({ name }) => PARTS.some((part) => name.endsWith(part))))
  work = engine.workJobs({
    jobs: TYPES.map((type) => ({ type, leaseMs: 30_000, fetchVariables: ['cycleId'] })),
    workerName: 'test',
    onJob: async ({ key, type }) => {
      done.push(type)
      await engine.completeJob(key, type === 'propose-correction-act' ? { actProposalId: 'act' } : {})
    },
  })
}, 60_000)
afterAll(async () => {
  await work.stop()
  await engine.close()
  await database.close()
})

const message = (name: string, id: string) =>
  engine.publishMessage({
    ...{ name, correlationKey: id, messageId: `${name} ${id}` },
    variables: name === 'CallCorrectionProposed' ? { cycleId: 'cycle', callCorrectionId: id } : {},
  })
const isTold = (name: string, id: string) => message(`CallCorrection${name}`, id)
const living = (processId: string): Promise<string[]> =>
  database.owner('engine.instances').where({ process_id: processId, ended_at: null }).pluck('key')
const isDone = (type: string) =>
  waitFor(`the end of ${type}`, WITHIN_MS, () => Promise.resolve(done.includes(type) || null))
const nothingLives = () =>
  waitFor('the end of both processes', WITHIN_MS, async () => {
    const keys = [...(await living('call-correction')), ...(await living('act-adoption'))]
    return keys.length === 0 || null
  })
const waitsForItsAct = () =>
  waitFor('the task of the act', WITHIN_MS, async () => {
    const [key] = await living('act-adoption')
    const open = key === undefined ? [] : await engine.userTasks(key, 'CREATED')
    return open.length > 0 || null
  })

describe('a correction that is taken back (art. 8; L. 241/1990 art. 12)', () => {
  it('ends where its act waits to be adopted: nothing is published, and nothing is left to adopt', async () => {
    await isTold('Proposed', 'waiting')
    await waitsForItsAct()
    await isTold('Withdrawn', 'waiting')
    await isDone('confirm-correction-withdrawn')
    await nothingLives()
    expect(done).not.toContain('publish-correction')
  }, 60_000)

  it('ends likewise where it was taken back before its process had begun', async () => {
    done.length = 0
    await isTold('Withdrawn', 'early')
    await isTold('Proposed', 'early')
    await isDone('confirm-correction-withdrawn')
    await nothingLives()
    expect(done).not.toContain('publish-correction')
  }, 60_000)
})
