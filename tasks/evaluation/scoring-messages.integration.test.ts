import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { OutboxRow } from '../../db/platform/outbox.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import type { MessageName } from '../../domain/process/contracts.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { aggregateScores } from '../../workers/evaluation/aggregate-scores.ts'
import { closeScoring } from '../../workers/evaluation/close-scoring.ts'
import { confirmScoringWithdrawn } from '../../workers/evaluation/confirm-scoring-withdrawn.ts'
import { substituteEvaluator } from '../../use-cases/evaluation/substitute-evaluator.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let roundId: string
let sheets: Scoring[]

const statesOf = async (name: MessageName) => {
  const rows = await database
    .knex<OutboxRow & { payload: { correlationKey: string; variables: { scoringId?: string } } }>('outbox')
    .where({ kind: 'PUBLISH_MESSAGE' })
    .whereRaw(`payload ->> 'name' = ?`, [name])
  return new Map(
    rows.map(({ payload, state }) => [payload.variables.scoringId ?? payload.correlationKey, state]),
  )
}
const round = async () => {
  const found = await database.stores.evaluation.lockRound(roundId)
  if (found === null) throw new Error('no round')
  return found
}
const begin = async ({ id, applicationId }: Scoring) =>
  scenario.steps.listen('Task_ScoreApplication', {
    cycleId: scenario.cycleId,
    scoringDueAt: (await round()).dueAt.toISOString(),
    scoringId: id,
    applicationId,
  })
const sheetOf = (code: string, applicationId: string | undefined): Scoring => {
  const found = sheets.find(
    (one) => one.personId === demoPersonId(code) && one.applicationId === applicationId,
  )
  if (!found) throw new Error(`${code} has no sheet`)
  return found
}
const first = () => sheetOf('TITULAR_ATS_MILANO', scenario.applicationIds[5])

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.decideConflicts('EXCLUDED')
  roundId = await scenario.openRound()
  sheets = await scenario.openSheets()
}, 120_000)
afterAll(() => database.close())

describe('the messages of a round of scoring (art. 6)', () => {
  it('are received each by the task that it begins, and by no other', async () => {
    await begin(first())
    const states = await statesOf('ScoringRequested')
    expect(states.get(first().id)).toBe('RECEIVED')
    expect([...states].filter(([, state]) => state !== 'PENDING').map(([id]) => id)).toEqual([first().id])
  })

  it('are received when the process has taken a sheet away (art. 5)', async () => {
    const { cycleId, owner, applicationIds } = scenario
    const taken = sheetOf('TITULAR_CCIAA', applicationIds[5])
    await database.run(owner, substituteEvaluator, { scoringId: taken.id, reason: 'Assenza.' })
    await scenario.steps.job(confirmScoringWithdrawn, { cycleId, scoringId: taken.id })
    expect([...(await statesOf('ScoringWithdrawn'))]).toEqual([[taken.id, 'RECEIVED']])
  })

  it('wait for nobody where the last one says the round complete as its term ends', async () => {
    await database.knex('scorings').where('status', 'REQUESTED').update({ status: 'SCORED' })
    const last = first()
    await database.arrange((tx) => tx('scorings').where('id', last.id).update({ status: 'REQUESTED' }))
    await scenario.score(last, 80)
    expect((await statesOf('ScoringsCompleted')).get(roundId)).toBe('PENDING')
    await scenario.steps.job(closeScoring, { ...scenario.scope, scoringRoundId: roundId })
    expect((await statesOf('ScoringsCompleted')).get(roundId)).toBe('DISCARDED')
  })

  it('take away the tasks of the sheets that expired, also of one that no review has opened yet (art. 6)', async () => {
    const late = sheetOf('TITULAR_CISL', scenario.applicationIds[5])
    await database.arrange(async (tx) => {
      await tx('scorings').where('id', late.id).update({ status: 'REQUESTED' })
      await tx('scoring_rounds').where('id', roundId).update({ status: 'OPEN' })
    })
    await scenario.steps.job(closeScoring, { ...scenario.scope, scoringRoundId: roundId })
    expect((await statesOf('ScoringRequested')).get(late.id)).toBe('PENDING')
    expect((await statesOf('ScoringWithdrawn')).get(late.id)).toBe('PENDING')
    await begin(late)
    const item = await database.knex<object>('work_items').where('subject_id', late.id).first()
    expect(item).toMatchObject({ state: 'EXPIRED', due_at: (await round()).dueAt })
    await database.arrange((tx) => tx('scorings').where('id', late.id).update({ status: 'SCORED' }))
  })

  it('are received when the aggregation goes on from a round that is complete', async () => {
    const second = await scenario.openRound()
    expect((await statesOf('ScoringsCompleted')).get(second)).toBe('PENDING')
    await scenario.steps.job(aggregateScores, scenario.scope)
    expect((await statesOf('ScoringsCompleted')).get(second)).toBe('RECEIVED')
    const before = await database.knex('outbox').orderBy('position')
    await scenario.steps.job(aggregateScores, scenario.scope)
    expect(await database.knex('outbox').orderBy('position')).toEqual(before)
  })
})
