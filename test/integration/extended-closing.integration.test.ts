import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { element, end, fileOf, message, path, start, waitsFor } from '../support/small-process.ts'
import { waitFor } from '../support/wait-for.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const WITHIN_MS = 30_000
const PARTS = [
  'call.bpmn',
  'act-adoption.bpmn',
  'prepare-call.form',
  'record-act.form',
  'record-publication.form',
]
const OPENS = new Date('2027-02-01T11:00:00Z')
const CLOSES = new Date('2027-03-01T11:00:00Z')
const EXTENDED = new Date('2027-03-15T11:00:00Z')

/* Whoever begins a call: what the cycle is to it. */
const PARENT = fileOf(
  `<bpmn:process id="parent" isExecutable="true">${start('begun', waitsFor('CallWanted'))}${element(
    'callActivity',
    'call-it',
    { extensions: '<zeebe:calledElement processId="call" propagateAllChildVariables="false" />' },
  )}${end()}${path('begun', 'call-it', 'end')}</bpmn:process>${message('CallWanted', '=cycleId')}`,
)

let database: TestDatabase
let engine: ReturnType<typeof createEmbeddedEngine>
let work: { stop: () => Promise<void> }
let due = CLOSES
/* What the closing was told, each time it was asked. */
const asked: boolean[] = []

function answerTo(type: string): Record<string, unknown> {
  if (type === 'freeze-call') return { actProposalId: 'act' }
  const callClosesAt = toEngineInstant(due)
  if (type === 'publish-call') return { callOpensAt: toEngineInstant(OPENS), callClosesAt }
  if (type !== 'close-call') return {}
  const callClosed = database.clock.now() >= due
  asked.push(callClosed)
  return { callClosed, callDeserted: false, callClosesAt }
}

beforeAll(async () => {
  database = await createTestDatabase()
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log: pino({ enabled: false }) })
  const models = await readModelFiles(MODELS)
  const used = models.filter(({ name }) => PARTS.some((part) => name.endsWith(part)))
  const content = Buffer.from(PARENT)
  await engine.deploy([...used, { name: 'parent.bpmn', content, sha256: sha256Hex(content) }])
  const types = ['open-work-item', 'prepare-act-proposal', 'begin-act-effects', 'freeze-call', 'publish-call']
  work = engine.workJobs({
    jobs: [...types, 'close-call'].map((type) => ({ type, leaseMs: 30_000, fetchVariables: ['cycleId'] })),
    workerName: 'test',
    onJob: ({ key, type }) => engine.completeJob(key, answerTo(type)),
  })
}, 60_000)
afterAll(async () => {
  await work.stop()
  await engine.close()
  await database.close()
})

const instanceOf = (processId: string) =>
  waitFor(`an instance of ${processId}`, WITHIN_MS, async () => {
    const { rows } = await database.owner.raw<{ rows: { key: string }[] }>(
      'select key::text from engine.instances where process_id = ? order by started_at desc limit 1',
      [processId],
    )
    return rows[0]?.key ?? null
  })
async function complete(processId: string, elementId: string): Promise<void> {
  const processInstanceKey = await instanceOf(processId)
  const task = await waitFor(elementId, WITHIN_MS, async () => {
    const open = await engine.userTasks(processInstanceKey, 'CREATED')
    return open.find((one) => one.elementId === elementId) ?? null
  })
  await engine.completeUserTask({ ...task, processInstanceKey, variables: {} })
}
const waitsAt = async (elementId: string) => {
  const key = await instanceOf('call')
  await waitFor(`a token at ${elementId}`, WITHIN_MS, async () =>
    (await engine.tokens(key)).some((one) => one.elementId === elementId && one.active === 1) ? true : null,
  )
}
function moveTo(instant: Date): void {
  database.setNow(instant)
  engine.clockMoved()
}

describe('the closing of a call whose window was extended (art. 8, 10)', () => {
  it('comes at the new hour: at the old one the process asks, and waits again', async () => {
    const variables = { cycleId: 'cycle' }
    await engine.publishMessage({ name: 'CallWanted', correlationKey: 'cycle', messageId: 'one', variables })
    await complete('call', 'Task_PrepareCall')
    await complete('act-adoption', 'Task_RecordAct')
    await complete('act-adoption', 'Task_RecordPublication')
    await waitsAt('Event_SubmissionOpened')
    moveTo(OPENS)
    await waitsAt('Event_ClosingReached')
    due = EXTENDED
    moveTo(CLOSES)
    await waitFor('the closing to be asked', WITHIN_MS, () => Promise.resolve(asked.length === 1 || null))
    await waitsAt('Event_ClosingReached')
    expect(asked).toEqual([false])
    moveTo(EXTENDED)
    const key = await instanceOf('call')
    await waitFor('the end of the call', WITHIN_MS, async () =>
      (await engine.instance(key))?.state === 'COMPLETED' ? true : null,
    )
    expect(asked).toEqual([false, true])
  }, 120_000)
})
