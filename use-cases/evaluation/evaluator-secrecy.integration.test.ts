import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { viewing } from '../../db/platform/viewer.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { confirmAll, drawProvisional } from '../../test/support/voted-ranking.ts'
import { drawUpRanking } from '../../workers/evaluation/draw-up-ranking.ts'
import { substituteEvaluator } from './substitute-evaluator.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let asked: string[]
let roundId: string
let sheets: Scoring[]
let people: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  asked = (await scenario.exclude())['declarationIds'] as string[]
  await scenario.declareAll()
  await scenario.decideConflicts('NOT_EXCLUDED')
  roundId = await scenario.openRound()
  sheets = await scenario.openSheets()
  const seats = await database.stores.network.seats(database.today())
  people = seats.flatMap((seat) => seat.holders.map((one): string => one.personId))
}, 120_000)
afterAll(() => database.close())

describe('who evaluates (art. 5)', () => {
  it('is computed by nobody from the ids of declarations and sheets, which the engine shows', () => {
    const declarations = people.map((one) => derivedId('declaration', scenario.callId, one))
    const scorings = people.flatMap((one) =>
      scenario.applicationIds.map((id) => derivedId('scoring', roundId, id, one)),
    )
    expect(asked.filter((id) => declarations.includes(id))).toEqual([])
    expect(sheets.filter((one) => scorings.includes(one.id))).toEqual([])
  })

  it('is not told by the order in which sheets are asked', async () => {
    const sent = await database
      .knex('outbox')
      .whereRaw(`payload ->> 'name' = 'ScoringRequested'`)
      .orderBy('id')
      .select<{ payload: { variables: { scoringId: string } } }[]>('payload')
    const ids = sent.map((one) => one.payload.variables.scoringId)
    expect(ids).toHaveLength(sheets.length)
    expect(ids).toEqual(ids.toSorted())
  })

  it('is not learned by an excluded process owner who asks for a substitution', async () => {
    const [sheet] = sheets
    if (sheet === undefined) throw new Error('no sheet was asked')
    const owner = await scenario.partlyExcludedOwner(sheet.applicationId)
    const probe = (scoringId: string) =>
      database.run(owner, substituteEvaluator, { scoringId, reason: 'Prova.' })
    await expect(probe(sheet.id)).rejects.toMatchObject({ code: 'NOT_FOUND', facts: { id: sheet.id } })
    await expect(probe(roundId)).rejects.toMatchObject({ code: 'NOT_FOUND', facts: { id: roundId } })
  })

  it('is named in the seal by a hash whose key nobody reads', async () => {
    for (const id of scenario.applicationIds)
      for (const sheet of sheets.filter((one) => one.applicationId === id).slice(0, 5))
        await scenario.score(sheet, 80)
    const meetingId = String((await drawProvisional(scenario))['meetingId'])
    await confirmAll(database, meetingId)
    await scenario.steps.job(drawUpRanking, { ...scenario.scope, meetingId })
    const ranking = await database.stores.evaluation.rankingOf(scenario.callId)
    const seal = ranking && (await database.stores.evaluation.sealOf(ranking.id))
    const named = seal?.input.applications.flatMap((one) => one.evaluations.map((each) => each.evaluator))
    const computed = people.map((one) => derivedId('evaluator', scenario.callId, one))
    expect(named).toHaveLength(35)
    expect(named?.filter((one) => computed.includes(one))).toEqual([])
    const keys = viewing(database)(scenario.owner, (tx) => tx('evaluator_keys'))
    await expect(keys).rejects.toThrow('permission denied')
  })

  it('is not told by what a condition of the reader’s own does with a row that is not shown (art. 5)', async () => {
    const [kept] = await database.stores.evaluation.exclusionsOf(scenario.callId)
    const outsider = { personId: 'nobody', role: null, bodyId: null, seatId: null }
    const probe = (table: string) =>
      viewing(database)(outsider, (tx) =>
        tx(table).whereRaw('1 / (case when application_id = ? then 0 else 1 end) = 1', [
          kept?.applicationId ?? '',
        ]),
      )
    for (const table of ['known_conflicts', 'own_conflicts', 'exclusions', 'application_partners'])
      expect(await probe(table)).toEqual([])
  })
})
