import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createProtocolStore } from '../../db/act/protocol-store.ts'
import { createStores } from '../../db/stores.ts'
import { workbookReader } from '../../db/expenditure/workbook-source.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { RankingId } from '../../domain/shared/ids.ts'
import { inTransaction } from '../../app/transactions.ts'
import { prepareGrantAct } from '../../workers/alliance/prepare-grant-act.ts'
import { sendPlanPackage } from '../../workers/approval/send-plan-package.ts'
import { startProjects } from '../../workers/cycle/start-projects.ts'
import { drawUpPlan } from '../../workers/approval/draw-up-plan.ts'
import { openPayment } from '../../workers/disbursement/open-payment.ts'
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
  variables: Record<string, unknown>,
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
      database.arrange((tx) => tx('plan_versions').where({ id: planVersionId }).update({ status: 'ADOPTED' }))
    const { rankingId } = await database.stores.plans.get(planVersionId)
    await adoptedAct(database, { cycleId, kind: 'RANKING_APPROVAL', subjectId: rankingId, number: '70' })
    await database.knex('regional_outcomes').delete()
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
          await database.stores.submissions.markAnswered(sent, database.clock.now())
        },
      },
    )
    const keys = await database.knex('submissions').orderBy('sent_at').pluck('idempotency_key')
    expect(keys.toSorted()).toEqual([first, second].toSorted())
    const sent = await database.knex('outbox').where({ kind: 'REGION' }).orderBy('position').pluck('payload')
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
        untilNext: (id) => database.arrange((tx) => tx('meetings').where({ id }).update({ status: 'HELD' })),
      },
    )
    const rounds = await database.knex('meetings').where({ subject_id: guidanceDocumentId }).pluck('round')
    expect(rounds.toSorted()).toEqual([1, 2])
  })

  it('two statements of one project: the second, of the next period, once the first is settled (art. 10)', async () => {
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
          await database.arrange((tx) => tx('statements').where({ id }).update({ status: 'SETTLED' }))
        },
      },
    )
    const periods = await database.knex('statements').where({ project_id: projectId }).pluck('period')
    expect(periods.toSorted()).toEqual([1, 2])
  })

  it('two plan versions from one ranking: one is on its way at a time, one is in force (art. 8)', async () => {
    const { planVersionId, call } = scenario
    const scope = { cycleId, callId: call.id }
    const { first } = await playTwice(drawUpPlan, scope, {
      id: 'planVersionId',
      async untilNext(id) {
        await expect(scenario.steps.jobAgain(drawUpPlan, scope)).rejects.toMatchObject({
          constraint: 'plan_versions_under_way',
        })
        await database.arrange((tx) => tx('plan_versions').where({ id }).update({ status: 'SENT' }))
        for (let time = 0; time < 2; time += 1) await database.stores.plans.validate(id)
      },
    })
    const statuses = await database.knex('plan_versions').orderBy('version').pluck('status')
    expect(statuses).toEqual(['SUPERSEDED', 'VALIDATED', 'DRAWN_UP'])
    expect((await database.stores.plans.get(planVersionId)).status).toBe('SUPERSEDED')
    await scenario.steps.job(startProjects, { cycleId, planVersionId: first })
    expect(await database.knex('projects').pluck('plan_version_id')).toEqual(Array(4).fill(planVersionId))
  })

  it('two rankings of one call and of one meeting: one is adopted (art. 8)', async () => {
    const { evaluation } = database.stores
    const adopted = await evaluation.adoptedRanking(scenario.call.id)
    const seal = { entries: [], input: { rules: { thresholdCentipoints: 0, criteria: [] } } } as never
    const later = { id: newId<RankingId>(), drawnUpAt: new Date('2027-06-01T09:00:00Z') }
    const corrected = { ...adopted!, seal, ...later }
    expect(await evaluation.addRanking(corrected)).toBe(true)
    expect(await evaluation.addRanking(corrected)).toBe(false)
    await expect(evaluation.adoptRanking(corrected.id)).rejects.toMatchObject({
      constraint: 'rankings_adopted',
    })
    expect((await evaluation.adoptedRanking(scenario.call.id))?.id).toBe(adopted!.id)
    expect((await evaluation.rankingOf(scenario.call.id))?.id).toBe(adopted!.id)
  })

  describe('two payments of one tranche (art. 8)', () => {
    const firstTranche = () => ({ cycleId, projectId, trancheId: 'ANTICIPO' })
    beforeEach(async () => {
      await scenario.run(projectId)
      await scenario.receive(projectId, 27_000_000, 'REV-1')
    })

    const end = (paymentId: string, as: 'REFUSED' | 'REVERSED'): Promise<boolean> =>
      inTransaction(database.knex, async (tx) => {
        const { payments, cash } = createStores(tx)
        const at = database.clock.now()
        const move = as === 'REFUSED' ? payments.refuse : payments.reverse
        if (!(await move(paymentId, { reason: 'Conto estinto', at }))) return false
        await cash.release(paymentId, { on: database.today(), at })
        return true
      })

    it('the second once the first was refused, whose cash is free again', async () => {
      await playTwice(openPayment, firstTranche(), {
        id: 'paymentId',
        async untilNext(first) {
          await expect(scenario.steps.jobAgain(openPayment, firstTranche())).rejects.toMatchObject({
            constraint: 'payments_live',
          })
          expect(await end(first, 'REVERSED')).toBe(false)
          expect(await end(first, 'REFUSED')).toBe(true)
          expect(await end(first, 'REFUSED')).toBe(false)
          expect((await database.stores.cash.balance(cycleId)).reservedCents).toBe(0)
        },
      })
      const payments = await database.stores.payments.ofProject(projectId)
      expect(payments.map((one) => one.status).toSorted()).toEqual(['OPEN', 'REFUSED'])
      expect((await database.stores.cash.balance(cycleId)).reservedCents).toBe(payments[0]?.amountCents)
    })

    it('the second once the first was reversed, and the workbook counts what stands', async () => {
      const first = await scenario.pay(projectId, 'ANTICIPO')
      expect(await end(first, 'REFUSED')).toBe(false)
      expect(await end(first, 'REVERSED')).toBe(true)
      expect(await database.stores.payments.paidCents(projectId)).toBe(0)
      const second = told(await scenario.steps.jobAgain(openPayment, firstTranche()))['paymentId']
      expect(second).not.toBe(first)
      const counted = await workbookReader(database.knex)(cycleId, ({ controlTotals }) =>
        Promise.resolve(controlTotals),
      )
      expect([counted.payments.rows, counted.projects.paidCents]).toEqual([1, 0])
    })
  })
})
