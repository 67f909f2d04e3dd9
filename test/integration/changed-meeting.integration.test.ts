import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { waitFor } from '../support/wait-for.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const WITHIN_MS = 20_000
const FIRST = '2027-03-08T09:00:00.000Z'
const MOVED = '2027-03-15T09:00:00.000Z'

/* Whoever wants a meeting calls the process, as guidance and evaluation do. */
const CALLER = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="t">
  <bpmn:message id="M" name="MeetingWanted" />
  <bpmn:process id="caller" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing><bpmn:messageEventDefinition id="E" messageRef="M" /></bpmn:startEvent>
    <bpmn:callActivity id="call">
      <bpmn:extensionElements>
        <zeebe:calledElement processId="meeting" propagateAllChildVariables="false" propagateAllParentVariables="false" />
        <zeebe:ioMapping>
          <zeebe:input source="=cycleId" target="cycleId" /><zeebe:input source="=meetingId" target="meetingId" />
          <zeebe:output source="=approved" target="approved" /><zeebe:output source="=deferred" target="deferred" />
        </zeebe:ioMapping>
      </bpmn:extensionElements>
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
    </bpmn:callActivity>
    <bpmn:serviceTask id="told"><bpmn:extensionElements><zeebe:taskDefinition type="told" /></bpmn:extensionElements><bpmn:incoming>b</bpmn:incoming><bpmn:outgoing>c</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:endEvent id="end"><bpmn:incoming>c</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="call" />
    <bpmn:sequenceFlow id="b" sourceRef="call" targetRef="told" />
    <bpmn:sequenceFlow id="c" sourceRef="told" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`

/* What the rows say each time that people are to be told, in turn; and what whoever called is told in the end. */
const standing = [
  { meetingCancelled: false, ofNetwork: false, meetingStartsAt: FIRST },
  { meetingCancelled: false, ofNetwork: false, meetingStartsAt: MOVED },
  { meetingCancelled: false, ofNetwork: false, meetingStartsAt: MOVED },
  { meetingCancelled: true, approved: false, deferred: true },
  { meetingCancelled: false, ofNetwork: true, meetingStartsAt: MOVED },
  { meetingCancelled: false, ofNetwork: true, meetingStartsAt: MOVED },
]
let minutes = 0
const told: Record<string, unknown>[] = []
let sent = 0

let database: TestDatabase
let engine: ProcessEngine
let work: { stop: () => Promise<void> }

beforeAll(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log: pino({ enabled: false }) })
  const parts = [
    'meeting.bpmn',
    'convene-meeting.form',
    'record-meeting.form',
    'record-network-meeting.form',
    'sign-minutes.form',
  ]
  const models = (await readModelFiles(MODELS)).filter(({ name }) => parts.some((one) => name.endsWith(one)))
  await engine.deploy([
    ...models,
    { name: 'caller.bpmn', content: Buffer.from(CALLER), sha256: sha256Hex(CALLER) },
  ])
  work = engine.workJobs({
    jobs: ['open-work-item', 'send-convocation', 'draw-up-minutes', 'told'].map((type) => ({
      ...{ type, leaseMs: 30_000, fetchVariables: ['approved', 'deferred'] },
    })),
    workerName: 'test',
    onJob({ key, type, variables }) {
      if (type === 'told') told.push(variables)
      if (type === 'draw-up-minutes') minutes += 1
      return engine.completeJob(key, type === 'send-convocation' ? (standing[sent++] ?? {}) : {})
    },
  })
}, 60_000)
afterAll(async () => {
  await work.stop()
  await engine.close()
  await database.close()
})

const say = (name: string, messageId: string) =>
  engine.publishMessage({
    name,
    correlationKey: 'M1',
    messageId,
    variables: { cycleId: 'C', meetingId: 'M1' },
  })
const openTask = (elementId: string) =>
  waitFor(elementId, WITHIN_MS, async () => {
    const { rows } = await database.owner.raw<{ rows: { key: string }[] }>(
      `select key::text from engine.instances where process_id = 'meeting' and ended_at is null`,
    )
    const key = rows[0]?.key
    if (key === undefined) return null
    const open = (await engine.userTasks(key, 'CREATED')).find((one) => one.elementId === elementId)
    return open ? { ...open, key } : null
  })
const timesTold = (times: number) =>
  waitFor(`${times} tellings`, WITHIN_MS, () => Promise.resolve(sent === times || null))

describe('a meeting that is convened, moved and called off, on the engine (art. 4, 7)', () => {
  it('is told again when it is moved, and waits for the new hour', async () => {
    await say('MeetingWanted', 'wanted')
    const { key, elementInstanceKey } = await openTask('Task_ConveneMeeting')
    await engine.completeUserTask({ elementInstanceKey, processInstanceKey: key, variables: {} })
    await timesTold(1)
    await say('MeetingChanged', 'moved')
    await timesTold(2)
    database.setNow(MOVED)
    await openTask('Task_RecordMeeting')
  })

  it('takes back the recording of a meeting that was moved in the second before it', async () => {
    await say('MeetingChanged', 'moved again')
    await timesTold(3)
    await openTask('Task_RecordMeeting')
  })

  it('ends when it is called off: nothing is decided, and all comes back', async () => {
    await say('MeetingChanged', 'called off')
    await timesTold(4)
    const [variables] = await waitFor('whoever called', WITHIN_MS, () =>
      Promise.resolve(told[0] ? told : null),
    )
    expect(variables).toMatchObject({ approved: false, deferred: true })
  })
})

describe('the meeting of the network, on the engine (art. 4)', () => {
  it('begins by its convocation, is recorded on a task of its own, also after it was moved, and has its minutes', async () => {
    await say('MeetingConvened', 'network')
    await timesTold(5)
    await openTask('Task_RecordNetworkMeeting')
    await say('MeetingChanged', 'network moved')
    await timesTold(6)
    const { key, elementInstanceKey } = await openTask('Task_RecordNetworkMeeting')
    await engine.completeUserTask({ elementInstanceKey, processInstanceKey: key, variables: {} })
    await openTask('Task_SignMinutes')
    expect(minutes).toBe(1)
  })
})
