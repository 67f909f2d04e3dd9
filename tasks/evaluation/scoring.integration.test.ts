import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { checkPanels } from '../../workers/evaluation/check-panels.ts'
import { closeScoring } from '../../workers/evaluation/close-scoring.ts'
import { requestScorings } from '../../workers/evaluation/request-scorings.ts'
import { lateConflicts } from '../../test/support/late-conflicts.ts'
import { tellLateConflict } from '../../use-cases/evaluation/tell-late-conflict.ts'
import { substituteEvaluator } from '../../use-cases/evaluation/substitute-evaluator.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let roundId: string

const sheetOf = async (code: string, index = 5): Promise<Scoring> => {
  const sheets = await database.stores.evaluation.scoringsOf(scenario.callId)
  const found = sheets.find(
    (one) => one.personId === demoPersonId(code) && one.applicationId === scenario.applicationIds[index],
  )
  if (found === undefined) throw new Error(`${code} has no sheet`)
  return found
}
const completions = async () => (await scenario.messages('ScoringsCompleted')).map((one) => one.stream)

/* Every sheet handed in, but for those named, which are open again with their round. */
const leaveOpen = async (...sheets: Scoring[]) => {
  const ids = sheets.map((one) => one.id)
  await database.arrange(async (tx) => {
    await tx('scorings').where('status', 'REQUESTED').whereNotIn('id', ids).update({ status: 'SCORED' })
    await tx('scorings').whereIn('id', ids).update({ status: 'REQUESTED' })
    await tx('scoring_rounds').where('id', roundId).update({ status: 'OPEN' })
  })
}

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.decideConflicts('EXCLUDED')
  roundId = await scenario.openRound()
}, 120_000)
afterAll(() => database.close())

describe('a round of scoring (art. 6)', () => {
  it('asks one sheet of each seat and project, never of an excluded person (art. 5)', async () => {
    const sheets = await scenario.openSheets()
    const pairs = new Set(sheets.map((one) => `${one.seatId} ${one.applicationId}`))
    expect(pairs.size).toBe(sheets.length)
    expect((await scenario.messages('ScoringRequested')).length).toBe(sheets.length)
    const excluded = await database.stores.evaluation.exclusionsOf(scenario.callId)
    const out = new Set(excluded.map((one) => `${one.personId} ${one.applicationId}`))
    expect(sheets.filter((one) => out.has(`${one.personId} ${one.applicationId}`))).toEqual([])
    const of = (index: number) => sheets.filter((one) => one.applicationId === scenario.applicationIds[index])
    expect(of(0).map((one) => one.personId)).toContain(demoPersonId('DEPUTY_UNIVERSITA'))
    expect(of(5)).toHaveLength(15)
  })

  it('records why a deputy is asked where the titular is excluded (art. 5)', async () => {
    const deputies = (await scenario.openSheets()).filter((one) => one.substitutionReason !== null)
    expect(deputies.map((one) => one.personId)).toContain(demoPersonId('DEPUTY_UNIVERSITA'))
    const holders = (await database.stores.network.seats(database.today())).flatMap((seat) => seat.holders)
    const asked = holders.filter((one) => deputies.some(({ personId }) => personId === one.personId))
    expect(new Set(asked.map((one) => one.role))).toEqual(new Set(['DEPUTY']))
  })

  it('run twice asks once', async () => {
    const before = (await scenario.openSheets()).length
    await scenario.steps.job(requestScorings, { ...scenario.scope, scoringRoundId: roundId })
    expect((await scenario.messages('ScoringRequested')).length).toBe(before)
    expect(await completions()).toEqual([])
  })

  it('takes points within the maximum, in the call’s step, with a reason for each (L. 241/1990 art. 12)', async () => {
    const sheet = await sheetOf('TITULAR_ATS_MILANO')
    const item = await scenario.openScoring(sheet)
    const { data } = await scenario.steps.load(await scenario.person('TITULAR_ATS_MILANO'), item)
    expect((data['scores'] as { criterionId: string }[]).map((one) => one.criterionId)).toEqual([
      'INNOVATION',
      'CONCRETENESS',
      'EFFECTIVENESS',
      'ECONOMY',
      'SUSTAINABILITY',
    ])
    const good = { INNOVATION: 10, CONCRETENESS: 20, EFFECTIVENESS: 20, ECONOMY: 15, SUSTAINABILITY: 10 }
    await expect(scenario.score(sheet, { ...good, INNOVATION: 15.5 }, item)).rejects.toThrow('SCORE_INVALID')
    await expect(scenario.score(sheet, { ...good, INNOVATION: 10.25 }, item)).rejects.toThrow('SCORE_INVALID')
    await expect(scenario.score(sheet, { ...good, INNOVATION: 10.333 }, item)).rejects.toThrow(
      'INVALID_INPUT',
    )
    await scenario.score(sheet, good, item)
    await expect(scenario.score(sheet, good, item)).rejects.toThrow('WORK_ITEM_NOT_OPEN')
  })

  it('refuses a sheet of whoever was excluded after it was asked (art. 5)', async () => {
    const sheet = await sheetOf('TITULAR_UTR_MILANO')
    await database.stores.evaluation.addExclusions([
      {
        callId: sheet.callId,
        applicationId: sheet.applicationId,
        causeApplicationId: sheet.applicationId,
        personId: sheet.personId,
        seatId: sheet.seatId,
        basis: 'DECLARED',
        source: 'DECLARED',
        path: [],
        fullReason: 'x',
        ownReason: 'x',
        excludedAt: database.clock.now(),
      },
    ])
    await expect(scenario.score(sheet, 80)).rejects.toThrow(/CONFLICT_EXCLUDED|NOT_FOUND/)
  })

  it('is planned once, whoever runs the check again', async () => {
    const again = told(await scenario.steps.job(checkPanels, scenario.scope))
    expect(again['scoringRoundId']).toBe(roundId)
  })
})

describe('the deputy called in (art. 5)', () => {
  const reason = 'Assenza del titolare nella settimana.'

  it('takes the titular’s sheet: the old one is withdrawn, with its task', async () => {
    const sheet = await sheetOf('TITULAR_CCIAA')
    const item = await scenario.openScoring(sheet)
    const titular = await scenario.person('TITULAR_CCIAA')
    const { scoringId } = await database.run(titular, substituteEvaluator, { scoringId: sheet.id, reason })
    expect((await database.stores.workItems.find(item))?.state).toBe('WITHDRAWN')
    expect(await sheetOf('DEPUTY_CCIAA')).toMatchObject({
      id: scoringId,
      replacesId: sheet.id,
      substitutionReason: reason,
      status: 'REQUESTED',
    })
    expect((await scenario.messages('ScoringWithdrawn')).map((one) => one.stream)).toEqual([
      `message:${sheet.id}`,
    ])
    await expect(database.run(titular, substituteEvaluator, { scoringId: sheet.id, reason })).rejects.toThrow(
      'WORK_ITEM_NOT_OPEN',
    )
    await scenario.score(await sheetOf('DEPUTY_CCIAA'), 80)
  })

  it('is refused when the deputy did not declare, or is excluded', async () => {
    const deputy = { person_id: demoPersonId('DEPUTY_ASSOLOMBARDA') }
    await database.arrange((tx) => tx('conflict_declarations').where(deputy).update({ status: 'LAPSED' }))
    const sheet = await sheetOf('TITULAR_ASSOLOMBARDA')
    await expect(
      database.run(scenario.owner, substituteEvaluator, { scoringId: sheet.id, reason }),
    ).rejects.toThrow('SUBSTITUTION_NOT_POSSIBLE')
    expect((await sheetOf('TITULAR_ASSOLOMBARDA')).status).toBe('REQUESTED')
  })

  it('is called by nobody else than the titular and the process owner', async () => {
    const sheet = await sheetOf('TITULAR_ASSOLOMBARDA')
    const other = await scenario.person('TITULAR_CISL')
    await expect(database.run(other, substituteEvaluator, { scoringId: sheet.id, reason })).rejects.toThrow(
      'NOT_ALLOWED',
    )
  })
})

describe('a conflict that comes out during the scoring (art. 5, DPR 62/2013 art. 7)', () => {
  const told = { reason: 'PAID_RELATION' as const, explanation: 'Consulenza di due anni fa.' }

  it('voids the sheet already handed in once it is decided, excludes the person and calls the deputy in', async () => {
    const sheet = await sheetOf('TITULAR_COMUNE_SESTO')
    await scenario.score(sheet, 90)
    const { callId, applicationId, personId } = sheet
    const titular = await scenario.person('TITULAR_COMUNE_SESTO')
    const { tell, decide } = lateConflicts(database, scenario)
    const id = await tell(titular, { application: applicationId, personId })
    expect(await database.stores.evaluation.findScoring(sheet.id)).toMatchObject({ status: 'SCORED' })
    await decide(scenario.owner, id)
    const counted = await database.stores.evaluation.scoresOf(callId)
    expect(counted.filter((one) => one.scoringId === sheet.id)).toEqual([])
    expect((await sheetOf('DEPUTY_COMUNE_SESTO')).replacesId).toBe(sheet.id)
    expect(await database.reads.applications.find(titular, applicationId)).toBeNull()
  })

  it('is told by the person or by the process owner only', async () => {
    const { callId, applicationId, personId } = await sheetOf('TITULAR_ASSOLOMBARDA')
    const other = await scenario.person('TITULAR_CISL')
    const conflict = { callId, application: applicationId, personId, ...told }
    await expect(database.run(other, tellLateConflict, conflict)).rejects.toThrow('NOT_ALLOWED')
  })
})

describe('the end of a round (art. 6)', () => {
  it('is completed by exactly one of the last two sheets, handed in at once', async () => {
    const sheets = await scenario.openSheets()
    const [first, second] = sheets
      .filter((one) => one.personId !== demoPersonId('TITULAR_UTR_MILANO'))
      .slice(-2)
    if (!first || !second) throw new Error('two sheets are needed')
    await leaveOpen(first, second)
    const items = [await scenario.openScoring(first), await scenario.openScoring(second)]
    await Promise.all([scenario.score(first, 80, items[0]), scenario.score(second, 70, items[1])])
    expect(await completions()).toEqual([`message:${roundId}`])
    const round = await database.stores.evaluation.lastRound(scenario.callId)
    expect(round?.status).toBe('COMPLETED')
  })

  it('that expires hands the seats to their deputies, and is complete at once with nothing left to ask', async () => {
    const late = await sheetOf('TITULAR_CISL')
    await leaveOpen(late)
    const item = await scenario.openScoring(late)
    await scenario.steps.job(closeScoring, { ...scenario.scope, scoringRoundId: roundId })
    await expect(scenario.score(late, 80, item)).rejects.toThrow('WORK_ITEM_NOT_OPEN')

    const second = await scenario.openRound()
    expect(second).not.toBe(roundId)
    const [asked, ...others] = await scenario.openSheets()
    expect(others).toEqual([])
    expect(asked).toMatchObject({
      personId: demoPersonId('DEPUTY_CISL'),
      replacesId: late.id,
      substitutionReason: 'il titolare non ha consegnato la scheda',
    })

    await scenario.steps.job(closeScoring, { ...scenario.scope, scoringRoundId: second })
    const third = await scenario.openRound()
    expect(await completions()).toEqual([`message:${roundId}`, `message:${third}`])
  })
})
