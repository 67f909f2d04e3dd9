import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { FORMS, LATER, ON_THE_WAY, STUBS } from '../support/called-evaluation.ts'
import { waitFor } from '../support/wait-for.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const WITHIN_MS = 20_000
const BEFORE = '2020-01-01T00:00:00Z'

/* The call whose evaluators are reminded before the sheets are in. */
const REMINDED = 'k-reminded'

let database: TestDatabase
let engine: ProcessEngine
let work: { stop: () => Promise<void> }
/* What each call's steps say of its cut grants, in turn. */
interface Steps {
  ask: Record<string, unknown>[]
  begin?: Record<string, unknown>[]
  settle?: Record<string, unknown>[]
}
const asked: Record<string, Steps> = {}
const ended: Record<string, unknown>[] = []

function ofCall(type: string, call: string): Record<string, unknown> {
  if (type === 'request-scorings')
    return {
      ...{ scoringRoundId: `round ${call}`, scoringDueAt: LATER },
      sheetReminderAt: call === REMINDED ? BEFORE : LATER,
    }
  const steps = asked[call]
  if (type === 'settle-cut-grant') return steps?.settle?.shift() ?? { reshapingAsked: false }
  return (type === 'ask-cut-grant' ? steps?.ask.shift() : steps?.begin?.shift()) ?? {}
}

beforeAll(async () => {
  database = await createTestDatabase('2027-06-01T09:00:00Z')
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log: pino({ enabled: false }) })
  const models = (await readModelFiles(MODELS)).filter(
    ({ name }) => name === 'evaluation.bpmn' || FORMS.some((form) => name.endsWith(`/${form}.form`)),
  )
  const stubs = Object.entries(STUBS).map(([name, content]) => ({
    ...{ name, content: Buffer.from(content), sha256: sha256Hex(content) },
  }))
  await engine.deploy([...stubs, ...models])
  const others = ['request-scorings', 'ask-cut-grant', 'begin-acceptance-term', 'settle-cut-grant']
  work = engine.workJobs({
    jobs: [...Object.keys(ON_THE_WAY), ...others].map((type) => ({
      ...{ type, leaseMs: 30_000, fetchVariables: ['callId', 'projectsToFund'] },
    })),
    workerName: 'test',
    onJob({ key, type, variables }) {
      if (type === 'told') ended.push(variables)
      return engine.completeJob(key, ON_THE_WAY[type] ?? ofCall(type, String(variables['callId'])))
    },
  })
}, 60_000)
afterAll(async () => {
  await work.stop()
  await engine.close()
  await database.close()
})

const say = (name: string, correlationKey: string, variables: Record<string, unknown> = {}, again = '') =>
  engine.publishMessage({ name, correlationKey, messageId: `${name} ${correlationKey} ${again}`, variables })
const cut = (leadRequestId: string) => ({ grantCut: true, projectsToFund: true, leadRequestId })
const NONE = { grantCut: false, projectsToFund: true }
const term = (answerDueAt: string, requestReceived = true) => ({ requestReceived, answerDueAt })

/* Brings a call to its outcome; gives the instance that evaluates it. */
async function evaluate(
  callId: string,
  ask: Record<string, unknown>[],
  {
    begin = [],
    settle = [],
    rankingCorrected = false,
  }: Omit<Steps, 'ask'> & { rankingCorrected?: boolean } = {},
) {
  asked[callId] = { ask, begin, settle }
  await say('AdmissibilityDecided', callId)
  await say('ScoringsCompleted', `round ${callId}`)
  await say('EvaluationWanted', callId, { cycleId: 'cycle', callId, rankingCorrected })
  return instanceOf(callId)
}
const instanceOf = (callId: string) =>
  waitFor('the evaluation', WITHIN_MS, async () => {
    const { rows } = await database.owner.raw<{ rows: { key: string }[] }>(
      `select e.key::text from engine.instances e join engine.instances c on c.key = e.root_key and c.start_key = ?
        where e.process_id = 'evaluation'`,
      [callId],
    )
    return rows[0]?.key ?? null
  })
const isOver = (callId: string) =>
  waitFor(`the end of ${callId}`, WITHIN_MS, () =>
    Promise.resolve(ended.find((one) => one['callId'] === callId) ?? null),
  )
const countOf = async (key: string, elementId: string) =>
  (await engine.path(key)).find((one) => one.elementId === elementId && one.kind === 'ELEMENT')
const answer = async (key: string, element = 'Task_AcceptCutGrant') => {
  const task = await waitFor(`the task ${element}`, WITHIN_MS, async () => {
    const open = await engine.userTasks(key, 'CREATED')
    return open.find(({ elementId }) => elementId === element) ?? null
  })
  await engine.completeUserTask({
    ...{ elementInstanceKey: task.elementInstanceKey, processInstanceKey: key, variables: {} },
  })
}

describe('a reminder of the sheets that are not in (art. 6)', () => {
  it('is made while they are waited for, and ends nothing', async () => {
    asked[REMINDED] = { ask: [NONE] }
    await say('AdmissibilityDecided', REMINDED)
    await say('EvaluationWanted', REMINDED, {
      ...{ cycleId: 'cycle', callId: REMINDED, rankingCorrected: false },
    })
    const key = await instanceOf(REMINDED)
    await waitFor('the reminder', WITHIN_MS, async () =>
      (await countOf(key, 'EndEvent_EvaluatorsReminded'))?.completed === 1 ? true : null,
    )
    expect(await countOf(key, 'Task_AwaitScorings')).toBeUndefined()
    await say('ScoringsCompleted', `round ${REMINDED}`)
    await isOver(REMINDED)
    expect(await countOf(key, 'Task_RemindEvaluators')).toMatchObject({ completed: 1 })
  })
})

describe('the way of a cut grant, from the outcome to the plan (art. 8)', () => {
  it('goes on at once where none is cut', async () => {
    const key = await evaluate('k1', [NONE])
    expect(await isOver('k1')).toMatchObject({ projectsToFund: true })
    expect(await countOf(key, 'Task_SettleCutGrant')).toBeUndefined()
  })

  it('begins there where the ranking was corrected: nobody examines, scores or votes again (L. 241/1990 art. 21-nonies)', async () => {
    const key = await evaluate('k7', [cut('r7'), NONE], { begin: [term(LATER)], rankingCorrected: true })
    await say('LeadRequestSettled', 'r7')
    await answer(key)
    expect(await isOver('k7')).toMatchObject({ projectsToFund: true })
    expect(await countOf(key, 'Task_SettleCutGrant')).toMatchObject({ completed: 1 })
    for (const element of ['Task_OpenAdmissibility', 'Task_DrawUpRanking', 'Task_NotifyOutcomes'])
      expect(await countOf(key, element)).toBeUndefined()
  })

  it('waits for the lead, and asks the next in line until none is cut', async () => {
    const key = await evaluate('k2', [cut('r1'), cut('r2'), { ...NONE, projectsToFund: false }], {
      begin: [term(LATER), term(LATER)],
    })
    for (const request of ['r1', 'r2']) {
      await say('LeadRequestSettled', request)
      await answer(key)
    }
    expect(await isOver('k2')).toMatchObject({ projectsToFund: false })
    expect(await countOf(key, 'Task_SettleCutGrant')).toMatchObject({ completed: 2 })
  })

  it('asks anew where it could not be delivered, without a task', async () => {
    const key = await evaluate('k3', [cut('r3'), NONE], { begin: [term(BEFORE, false)] })
    await say('LeadRequestSettled', 'r3')
    await isOver('k3')
    expect(await countOf(key, 'Task_AcceptCutGrant')).toBeUndefined()
    expect(await countOf(key, 'Task_AskCutGrant')).toMatchObject({ completed: 2 })
  })

  it.each([
    ['moves the term with a receipt of delivery: another task', 'k-moved', true, 1],
    ['asks anew once a receipt proves that it never arrived', 'k-anew', false, 0],
  ])('%s (DPR 68/2005 art. 6, 8)', async (_, call, isReceived, settled) => {
    const request = `r-${call}`
    const key = await evaluate(call, [cut(request), NONE], {
      begin: [term(LATER), term(LATER, isReceived)],
    })
    await say('LeadRequestSettled', request)
    await waitFor('the lead’s task', WITHIN_MS, async () =>
      (await engine.userTasks(key, 'CREATED')).length > 0 ? true : null,
    )
    await say('LeadRequestSettled', request, {}, 'again')
    await waitFor('the first task to end', WITHIN_MS, async () =>
      (await countOf(key, 'Task_AcceptCutGrant'))?.terminated === 1 ? true : null,
    )
    if (isReceived) await answer(key)
    await isOver(call)
    expect(await countOf(key, 'Task_AskCutGrant')).toMatchObject({ completed: 2 })
    expect((await countOf(key, 'Task_SettleCutGrant'))?.completed ?? 0).toBe(settled)
    expect(await countOf(key, 'Task_BeginAcceptanceTerm')).toMatchObject({ completed: 2 })
  })

  it('takes the task away when its term has passed, and goes on by what silence means', async () => {
    const key = await evaluate('k4', [cut('r4'), NONE], { begin: [term(BEFORE)] })
    await say('LeadRequestSettled', 'r4')
    await isOver('k4')
    expect(await countOf(key, 'Task_AcceptCutGrant')).toMatchObject({ completed: 0, terminated: 1 })
    expect(await countOf(key, 'Task_SettleCutGrant')).toMatchObject({ completed: 1 })
  })

  it('has a reshaping examined before the money is given, and none where none was asked', async () => {
    const key = await evaluate('k5', [cut('r5'), NONE], {
      ...{ begin: [term(LATER)], settle: [{ reshapingAsked: true }, { reshapingAsked: false }] },
    })
    await say('LeadRequestSettled', 'r5')
    await answer(key)
    await answer(key, 'Task_ExamineReshaping')
    await isOver('k5')
    expect(await countOf(key, 'Task_ExamineReshaping')).toMatchObject({ completed: 1 })
    expect(await countOf(key, 'Task_SettleCutGrant')).toMatchObject({ completed: 2 })
  })
})
