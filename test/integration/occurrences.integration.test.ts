import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createProtocolStore } from '../../db/act/protocol-store.ts'
import { prepareGrantAct } from '../../workers/alliance/prepare-grant-act.ts'
import { sendPlanPackage } from '../../workers/approval/send-plan-package.ts'
import { openStatement } from '../../workers/expenditure/open-statement.ts'
import { scheduleGuidanceVote } from '../../workers/guidance/schedule-guidance-vote.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { told } from '../support/evaluation-scenario.ts'
import { createProjectScenario } from '../support/project-scenario.ts'
import type { ProjectScenario } from '../support/project-scenario.ts'
import { adoptedAct } from '../support/ranked-call.ts'

let database: TestDatabase
let scenario: ProjectScenario
let cycleId: string
let projectId: string

beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createProjectScenario(database)
  ;({ cycleId, projectId } = scenario)
})
afterEach(() => database.close())

const count = async (table: string, where: Record<string, unknown>): Promise<number> =>
  (await database.knex(table).where(where)).length

/** Plays a step, the same step once more, and the step where the process comes to it another time, once it may. */
async function playTwice(
  worker: unknown,
  variables: Record<string, string>,
  { id, untilNext }: { id: string; untilNext: (first: string) => Promise<unknown> },
): Promise<{ first: string; second: string }> {
  const { job, jobAgain } = scenario.steps
  const first = String(told(await job(worker, variables))[id])
  expect(told(await job(worker, variables))[id]).toBe(first)
  await untilNext(first)
  expect(told(await job(worker, variables))[id]).toBe(first)
  const second = String(told(await jobAgain(worker, variables))[id])
  expect(second).not.toBe(first)
  return { first, second }
}

describe('what can happen again for one subject has an identity of its own, and a step run again makes it once', () => {
  it('two acts on one project: the second once the first has its effects (art. 8)', async () => {
    await scenario.agree(projectId)
    await scenario.recordCup(projectId, 'J47C27000010001')
    const act = { cycleId, kind: 'GRANT' as const, subjectId: projectId }
    const early = scenario.steps.job(prepareGrantAct, { cycleId, projectId })
    await early
    await expect(scenario.steps.jobAgain(prepareGrantAct, { cycleId, projectId })).rejects.toMatchObject({
      constraint: 'act_proposals_pending',
    })
    const variables = { cycleId, projectId }
    const untilNext = () => adoptedAct(database, { ...act, number: '71' })
    const { second } = await playTwice(prepareGrantAct, variables, { id: 'actProposalId', untilNext })
    expect((await database.stores.acts.inForce('GRANT', projectId))?.number).toBe('71')
    database.setNow('2027-07-02T09:00:00Z')
    await adoptedAct(database, { ...act, number: '72' })
    const inForce = await database.stores.acts.inForce('GRANT', projectId)
    expect([inForce?.number, inForce?.proposalId]).toEqual(['72', second])
    expect(await count('act_proposals', { kind: 'GRANT', subject_id: projectId })).toBe(2)
  })

  it('two submissions of one plan version: the second once the Region has answered the first (art. 8)', async () => {
    const { planVersionId } = scenario
    const toSend = () =>
      database.knex('plan_versions').where({ id: planVersionId }).update({ status: 'ADOPTED' })
    await database.knex('submissions').delete()
    await toSend()
    const { first, second } = await playTwice(
      sendPlanPackage,
      { cycleId, planVersionId },
      {
        id: 'submissionId',
        async untilNext(sent) {
          await toSend()
          await expect(
            scenario.steps.jobAgain(sendPlanPackage, { cycleId, planVersionId }),
          ).rejects.toMatchObject({ constraint: 'submissions_under_way' })
          await database.knex('submissions').where({ id: sent }).update({ outcome: 'SENT_BACK' })
        },
      },
    )
    const keys = await database.knex('submissions').orderBy('sent_at').pluck('idempotency_key')
    expect(keys.toSorted()).toEqual([first, second].toSorted())
    const sent = await database.knex('outbox').where({ kind: 'REGION' }).pluck('payload')
    expect(sent.map((one: { submissionId: string }) => one.submissionId)).toEqual([first, second])
    expect(await count('protocol_register', { direction: 'OUT' })).toBe(2)
  })

  it('two letters about one subject: two protocol numbers, and each keeps its own (DPR 445/2000 art. 53)', async () => {
    const register = (id: string) =>
      createProtocolStore(database.knex).register({
        ...{ id, direction: 'IN', subject: 'Integrazione', correspondent: 'Ente', fileSha256: null },
        at: new Date('2028-03-01T10:00:00Z'),
      })
    expect(await register('letter-1')).toBe('2028/0000001')
    expect(await register('letter-2')).toBe('2028/0000002')
    expect(await register('letter-1')).toBe('2028/0000001')
  })

  it('two meetings on one subject: the second once the first was held (art. 7)', async () => {
    const guidanceDocumentId = await database.stores.guidance.draft({
      ...{ cycleId, version: 1, title: 'Indirizzo', context: [], needs: [], priorities: [] },
      ...{ commentsDueAt: database.clock.now(), createdAt: database.clock.now() },
    })
    await playTwice(
      scheduleGuidanceVote,
      { cycleId, guidanceDocumentId },
      {
        id: 'meetingId',
        untilNext: (id) => database.knex('meetings').where({ id }).update({ status: 'HELD' }),
      },
    )
    const rounds = await database.knex('meetings').where({ subject_id: guidanceDocumentId }).pluck('round')
    expect(rounds.toSorted()).toEqual([1, 2])
  })

  it('two statements of one period: the second once the first is settled (art. 10)', async () => {
    await database.knex('projects').where({ id: projectId }).update({ started_on: '2027-07-01' })
    await playTwice(
      openStatement,
      { cycleId, projectId },
      {
        id: 'statementId',
        async untilNext(id) {
          await expect(scenario.steps.jobAgain(openStatement, { cycleId, projectId })).rejects.toMatchObject({
            constraint: 'statements_under_way',
          })
          await database.knex('statements').where({ id }).update({ status: 'SETTLED' })
        },
      },
    )
    expect(await count('statements', { project_id: projectId, period: 1 })).toBe(2)
  })
})
