import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { OutboxRow } from '../../db/platform/outbox.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import type { MessageName } from '../../domain/shared/process-contract.ts'
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
const begin = ({ id, applicationId }: Scoring) =>
  scenario.steps.listen('Task_ScoreApplication', {
    cycleId: scenario.cycleId,
    scoringRoundId: roundId,
    scoringDueAt: '2027-06-30T10:00:00Z',
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

  it('wait for nobody once the term has ended the round, also the last one that says it is complete', async () => {
    await database.knex('scorings').where('status', 'REQUESTED').update({ status: 'SCORED' })
    const last = first()
    await database.knex('scorings').where('id', last.id).update({ status: 'REQUESTED' })
    await scenario.score(last, 80)
    expect((await statesOf('ScoringsCompleted')).get(roundId)).toBe('PENDING')
    await scenario.steps.job(closeScoring, { ...scenario.scope, scoringRoundId: roundId })
    expect((await statesOf('ScoringsCompleted')).get(roundId)).toBe('DISCARDED')
    expect(new Set((await statesOf('ScoringRequested')).values())).toEqual(new Set(['RECEIVED', 'DISCARDED']))
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
