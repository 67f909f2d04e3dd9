import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoNetwork } from '../../app/demo/network.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { drawProvisional } from '../../test/support/voted-ranking.ts'
import { checkPanels } from '../../workers/evaluation/check-panels.ts'
import { areSheetsSufficient } from '../../domain/evaluation/possible-evaluators.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import { lateConflicts } from '../../test/support/late-conflicts.ts'

/* Five titulars without any tie declare, and nobody else: exactly the demo call's minimum for every project. */
const FIVE: readonly string[] = [
  'TITULAR_ATS_MILANO',
  'TITULAR_UTR_MILANO',
  'TITULAR_COMUNE_SESTO',
  'TITULAR_PROVINCIA_LODI',
  'TITULAR_OSSERVATORIO_WELFARE',
]
const EXPERT: string = 'TITULAR_CISL'

let database: TestDatabase
let scenario: EvaluationScenario
let applicationId: string
let firstRound: string

const completions = async () => (await scenario.messages('ScoringsCompleted')).map((one) => one.stream)
const conflictOf = (code: string) => lateConflicts(database, scenario).uphold(code, applicationId)
const scoreAll = async () => {
  for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 80)
}
const aggregate = () => drawProvisional(scenario)
const callExpert = async () => {
  const item = await scenario.steps.open('Task_ReinforcePanels', scenario.scope)
  const expert = { applicationId, personId: demoPersonId(EXPERT), reason: 'Esperta.' }
  const act = { act: 'Decreto', actNumber: '118', actOn: database.today() }
  await scenario.steps.complete(scenario.owner, item, { ...act, appointments: [expert] })
  await scenario.exclude()
  await scenario.declare(expert.personId)
}

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  applicationId = scenario.applicationIds[5] ?? ''
  await scenario.exclude()
  const everybody = demoNetwork.seats.flatMap(({ body }) => [`TITULAR_${body}`, `DEPUTY_${body}`])
  const silent = everybody.filter((code) => !FIVE.includes(code)).map((code) => [code, 'SILENT'])
  await scenario.declareAll(Object.fromEntries(silent) as Record<string, 'SILENT'>)
  firstRound = await scenario.openRound()
}, 120_000)
afterAll(() => database.close())

describe('a late conflict that takes a panel below the call’s minimum (art. 5, 6)', () => {
  it('sends the evaluation back to the panels when the others have scored, and plans no meeting', async () => {
    await conflictOf('TITULAR_UTR_MILANO')
    await scoreAll()
    expect(await completions()).toEqual([`message:${firstRound}`])
    expect(await aggregate()).toEqual({ sheetsSufficient: false })
    expect(await database.stores.meetings.latestFor('EVALUATION', scenario.callId)).toBeNull()
    expect(told(await scenario.steps.job(checkPanels, scenario.scope))).toEqual({ panelsSufficient: false })
  })

  it('asks only the expert called in, in a round of its own, and then the sheets are enough', async () => {
    await callExpert()
    const second = await scenario.openRound()
    expect(second).not.toBe(firstRound)
    const asked = await scenario.openSheets()
    expect(asked.map((one) => [one.roundId, one.applicationId, one.personId])).toEqual([
      [second, applicationId, demoPersonId(EXPERT)],
    ])
    await scoreAll()
    expect(await completions()).toEqual([`message:${firstRound}`, `message:${second}`])
    const facts = await database.stores.evaluation.panelFacts(scenario.callId, database.today())
    expect(areSheetsSufficient(facts, 5)).toBe(true)
  })

  it('takes the aggregates away with the last sheet of a project', async () => {
    for (const code of [...FIVE, EXPERT]) await conflictOf(code)
    const aggregates = await database.stores.evaluation.aggregatesOf(scenario.callId)
    expect(aggregates.filter((one) => one.applicationId === applicationId)).toEqual([])
    expect(new Set(aggregates.map((one) => one.applicationId)).size).toBe(6)
  })
})

describe('a late conflict and a provisional ranking at the same moment (art. 5, 6)', () => {
  it('come one after the other: no seal holds a sheet that the conflict voids', async () => {
    await database.arrange((tx) =>
      tx('applications').where('id', applicationId).update({ status: 'NOT_ADMITTED' }),
    )
    applicationId = scenario.applicationIds[4] ?? ''
    /* As the runner does with a step that met a change: it is done again. */
    const drawAgain = (error: unknown) => {
      if (!(error instanceof TransientError)) throw error
      return aggregate()
    }
    const [drawn] = await Promise.all([aggregate().catch(drawAgain), conflictOf('TITULAR_UTR_MILANO')])
    const standing = await database.stores.evaluation.provisionalRankingOf(scenario.callId)
    const drawnUp = await database.stores.evaluation.findRanking(String(drawn['rankingId']))
    const seal = drawnUp && (await database.stores.evaluation.sealOf(drawnUp.id))
    const sealed = seal?.input.applications.find((one) => one.applicationId === applicationId)
    /* Before the conflict whole, and then reopened; after it none, below the minimum. */
    expect([sealed?.evaluations.length ?? 'no ranking', standing]).toEqual([
      drawnUp === null ? 'no ranking' : 5,
      null,
    ])
  })
})
