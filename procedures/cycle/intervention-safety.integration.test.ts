import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { Change } from '../../domain/process/interventions.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { adoptedAct, firstId, rankedCall } from '../../test/support/ranked-call.ts'
import { createSteps } from '../../test/support/steps.ts'
import { withdrawApplication } from '../../use-cases/call/withdraw-application.ts'
import { drawUpPlan } from '../../workers/approval/draw-up-plan.ts'
import { sendPlanPackage } from '../../workers/approval/send-plan-package.ts'
import { closeCall } from '../../workers/call/close-call.ts'
import { shareGuidanceDraft } from '../../workers/guidance/share-guidance-draft.ts'
import { safeIntervention } from './intervention-safety.ts'
import type { ToldInstance } from './intervention-safety.ts'

const KEY = '4711'
const known = ({ knex }: TestDatabase, processId: string, cycleId: string) =>
  knex('process_instances')
    .insert({ engine_id: 'test-engine', process_instance_key: KEY, process_id: processId, cycle_id: cycleId })
    .onConflict(['engine_id', 'process_instance_key'])
    .merge()
const bind = ({ knex }: TestDatabase) =>
  knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
const told = (processId: string, variables: ToldInstance['variables']): ToldInstance => ({
  ...{ processInstanceKey: KEY, processId, isActive: true, version: 1, places: [], variables },
  ...{ changedAhead: null, hasVersion: false },
})
const termOf = async ({ stores }: TestDatabase, variable: string, instance: ToldInstance) => {
  const change = { kind: 'SET_VARIABLE', variable } as Change
  return (await safeIntervention({ stores }, change, instance)).value
}

describe('a term that is given back is what the step gives, as the rows hold it (art. 6, 8)', () => {
  let database: TestDatabase
  let scenario: CallScenario
  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createCallScenario(database)
    await bind(database)
    await known(database, 'call', scenario.cycleId)
  }, 60_000)
  afterAll(() => database.close())

  it('opening and closing of a call', async () => {
    const { id: callId } = await scenario.openCall()
    const outcome = await scenario.steps.job(closeCall, { cycleId: scenario.cycleId, callId })
    const { callClosesAt } = (outcome as { variables: { callClosesAt: string } }).variables
    expect(await termOf(database, 'callClosesAt', told('call', { callId }))).toBe(callClosesAt)
    const { opensAt } = await database.stores.calls.get(callId)
    const instance = told('call', { callId, callOpensAt: 'lost' })
    expect(await termOf(database, 'callOpensAt', instance)).toBe(toEngineInstant(opensAt))
  })

  it('comments on the guidance document', async () => {
    const { cycleId } = scenario
    const at = database.clock.now()
    const guidanceDocumentId = await database.stores.guidance.draft({
      ...{ cycleId, version: 1, title: 'Indirizzo', context: [], needs: [], priorities: [] },
      ...{ commentsDueAt: new Date(at.getTime() + 86_400_000), createdAt: at },
    })
    const outcome = await scenario.steps.job(shareGuidanceDraft, { cycleId, guidanceDocumentId })
    const { commentsDueAt } = (outcome as { variables: { commentsDueAt: string } }).variables
    const instance = told('guidance', { guidanceDocumentId })
    expect(await termOf(database, 'commentsDueAt', instance)).toBe(commentsDueAt)
  })

  it('none where the engine tells no variables, or no row is there', async () => {
    for (const [variables, rule] of [
      [null, 'UNTOLD'],
      [{}, 'TERM_MISSING'],
      [{ callId: 7 }, 'TERM_MISSING'],
    ] as const)
      await expect(termOf(database, 'callClosesAt', told('call', variables))).rejects.toMatchObject({
        ...{ code: 'INTERVENTION_NOT_SAFE', facts: { rule } },
      })
  })

  it('nothing of an instance that no job has told of', async () => {
    const instance = { ...told('call', {}), processInstanceKey: '999' }
    await expect(termOf(database, 'callClosesAt', instance)).rejects.toMatchObject({
      facts: { rule: 'NOT_KNOWN' },
    })
  })
})

it('a term that is given back is what the step gives: reminder to the Region (art. 8)', async () => {
  const database = await createTestDatabase('2027-01-11T09:00:00Z')
  const steps = createSteps(database)
  const state = await rankedCall(database, steps)
  const { cycleId, callId } = state
  await steps.job(drawUpPlan, { cycleId, callId })
  const planVersionId = await firstId(database, 'plan_versions')
  await adoptedAct(database, { ...state, kind: 'PLAN_APPROVAL', subjectId: planVersionId, number: '3' })
  await database.stores.plans.move(planVersionId, 'adopt')
  const outcome = await steps.job(sendPlanPackage, { cycleId, planVersionId })
  const { submissionId, regionReminderAt } = (outcome as { variables: Record<string, string> }).variables
  await bind(database)
  await known(database, 'regional-approval', cycleId)
  const instance = told('regional-approval', { submissionId })
  expect(await termOf(database, 'regionReminderAt', instance)).toBe(regionReminderAt)
  await database.close()
}, 60_000)

describe('the review of an application (art. 10)', () => {
  let database: TestDatabase
  let scenario: CallScenario
  const end = (applicationId: string) =>
    safeIntervention(
      { stores: database.stores },
      { kind: 'CANCEL' },
      told('application-review', { applicationId }),
    )
  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createCallScenario(database)
    await bind(database)
    await known(database, 'application-review', scenario.cycleId)
  }, 60_000)
  afterAll(() => database.close())

  it('is ended once its lead has withdrawn it, and no task of it is open', async () => {
    const { id: callId } = await scenario.openCall()
    const [alliance] = demoAlliances
    const applicationId = await scenario.draft(callId, alliance)
    await scenario.submit(applicationId, alliance.lead)
    await expect(end(applicationId)).rejects.toMatchObject({ facts: { rule: 'NOT_TAKEN_BACK' } })
    await database.run(await scenario.leadOf(alliance.lead), withdrawApplication, { applicationId })
    expect((await end(applicationId)).value).toBe(applicationId)

    const task = await scenario.steps.open('Task_PrepareCall', { cycleId: scenario.cycleId })
    await database.arrange((tx) =>
      tx('work_items').where({ id: task }).update({ process_instance_key: KEY, engine_id: 'test-engine' }),
    )
    await expect(end(applicationId)).rejects.toMatchObject({ facts: { rule: 'TASK_OPEN' } })
  })

  it('is not ended of one that is not there', async () => {
    await expect(end('of nobody')).rejects.toMatchObject({ facts: { rule: 'NOT_TAKEN_BACK' } })
  })
})
