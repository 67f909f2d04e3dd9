import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { scoreboardOf } from '../../documents/evaluation/scoreboard.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { lateConflicts } from '../../test/support/late-conflicts.ts'
import { confirmAll, drawProvisional } from '../../test/support/voted-ranking.ts'
import { drawUpRanking } from '../../workers/evaluation/draw-up-ranking.ts'
import { reopenRanking } from '../../workers/evaluation/reopen-ranking.ts'

const CODE = 'A1-006'

let database: TestDatabase
let scenario: EvaluationScenario
let conflicts: ReturnType<typeof lateConflicts>
let applicationId: string

/* A ranking that the committee has voted, and whose act is not adopted. */
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  conflicts = lateConflicts(database, scenario)
  applicationId = scenario.applicationIds[5] ?? ''
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 80)
  const meetingId = String((await drawProvisional(scenario))['meetingId'])
  await confirmAll(database, meetingId)
  await scenario.steps.job(drawUpRanking, { ...scenario.scope, meetingId })
}, 120_000)
afterAll(() => database.close())

const inDoubt = () => database.stores.evaluation.admissibilityInDoubt(scenario.callId, database.clock.now())

describe('a late conflict once the ranking is voted (art. 5; DPR 62/2013 art. 7)', () => {
  it('holds up no act, told of oneself by who had no part in the ranking (art. 8)', async () => {
    const lead = await scenario.steps.actor(demoPersonId('LEAD_ASSEMI'), 'ALLIANCE_LEAD')
    expect(await conflicts.tell(lead, { application: CODE, personId: lead.personId })).toBe('FLAG')
    expect(await database.stores.evaluation.hasUndecidedConflict(scenario.callId)).toBe(false)
    const flag = { person_id: lead.personId, application_id: applicationId, basis: 'AFTER_RANKING' }
    expect(await database.knex('exclusions').where(flag)).toMatchObject([
      { full_reason: expect.stringContaining('dopo il voto sulla graduatoria, che non cambia') },
    ])
    expect((await database.stores.evaluation.tiesTo(applicationId, [lead.personId])).size).toBe(1)
  })

  it('is not decided by who acts in the place of who told it', async () => {
    const [sheet] = await database.stores.evaluation.scoringsOf(scenario.callId, [applicationId])
    const about = { application: applicationId, personId: sheet?.personId ?? '' }
    const id = await conflicts.tell(scenario.owner, about)
    const today = database.today()
    const substitute = demoPersonId('FINANCE_1')
    await database.stores.network.addSubstitution({
      ...{ id: 'in-place', personId: substitute, of: scenario.owner.functionId ?? '', act: 'Decreto 9' },
      ...{ from: today, until: today },
    })
    const actor = await scenario.steps.actor(substitute, 'PROCESS_OWNER')
    expect(actor.standsFor?.personId).toBe(scenario.owner.personId)
    await expect(conflicts.decide(actor, id)).rejects.toMatchObject({ code: 'OWN_DECLARATION' })
    await conflicts.decide(await conflicts.secondOwner(), id, 'NOT_EXCLUDED')
  })

  it('of the officer who decided the admissibility reopens it, and papers and offices read so (L. 241/1990 art. 6-bis)', async () => {
    const officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'), 'CASE_OFFICER')
    expect(await inDoubt()).toEqual([])
    const id = await conflicts.tell(officer, { application: CODE, personId: officer.personId })
    await conflicts.decide(scenario.owner, id)
    expect(await inDoubt()).toEqual([CODE])
    const old = await database.stores.evaluation.supersededRankingOf(scenario.callId)
    await scenario.steps.job(reopenRanking, { ...scenario.scope, rankingId: old?.id ?? '' })
    const next = await drawProvisional(scenario)
    const seal = await database.stores.evaluation.sealOf(String(next['rankingId']))
    expect(seal.reopening?.conflicts).toHaveLength(1)
    const call = await database.stores.calls.get(scenario.callId)
    const board = { call, seal, reasons: [], knownAt: database.clock.now() }
    expect(await scoreboardOf(database.stores, board)).toMatchObject({ inDoubt: [CODE] })
  })

  it.each([
    ['PROCESS_OWNER', true],
    ['CASE_OFFICER_2', true],
    ['TITULAR_CISL', false],
  ] as const)('of that officer is told in the history of the application to %s: %p', async (code, told) => {
    const actor = await scenario.steps.actor(demoPersonId(code))
    const application = await database.reads.applications.find(actor, applicationId)
    expect(application?.history.some((one) => one.kind === 'DECIDER_TIED')).toBe(told)
  })
})
