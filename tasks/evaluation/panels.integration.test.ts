import { afterAll, beforeAll, expect, describe, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { checkPanels } from '../../workers/evaluation/check-panels.ts'
import { closeDeclarations } from '../../workers/evaluation/close-declarations.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let assemi: string

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  assemi = scenario.applicationIds[0] ?? ''
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.decideConflicts('EXCLUDED')
}, 120_000)
afterAll(() => database.close())

describe('panels', () => {
  it('stop the process below the minimum; nobody tied is called in, and no second person of a seat (art. 5)', async () => {
    const declared = [
      demoPersonId('TITULAR_ATS_MILANO'),
      demoPersonId('TITULAR_CISL'),
      demoPersonId('TITULAR_CCIAA'),
      demoPersonId('TITULAR_UTR_MILANO'),
      demoPersonId('TITULAR_ASSOLOMBARDA'),
    ]
    await database.arrange((tx) =>
      tx('conflict_declarations').whereNotIn('person_id', declared).update({ status: 'LAPSED' }),
    )
    expect(told(await scenario.steps.job(checkPanels, scenario.scope))).toEqual({ panelsSufficient: false })

    await expect(appoint('MEMBER_FONDAZIONE_TEMPO', assemi)).rejects.toMatchObject({
      code: 'EXPERT_NOT_POSSIBLE',
      facts: { refusal: 'EXCLUDED' },
    })
    await expect(appoint('DEPUTY_CISL', assemi)).rejects.toMatchObject({
      code: 'EXPERT_NOT_POSSIBLE',
      facts: { refusal: 'SEAT_EVALUATES' },
    })
    await appoint('TITULAR_OSSERVATORIO_WELFARE', assemi)
    await appoint('TITULAR_OSSERVATORIO_WELFARE', scenario.applicationIds[3] ?? '')
    await expect(appoint('DEPUTY_OSSERVATORIO_WELFARE', assemi)).rejects.toMatchObject({
      code: 'EXPERT_NOT_POSSIBLE',
      facts: { refusal: 'SEAT_CALLED' },
    })
    expect(told(await scenario.steps.job(checkPanels, scenario.scope))).toEqual({ panelsSufficient: false })
  })

  it('go on once the expert called in has declared, asked once; nothing is open to the expert before (L. 241/1990 art. 6-bis)', async () => {
    const expert = await scenario.person('TITULAR_OSSERVATORIO_WELFARE')
    expect(await database.reads.applications.find(expert, assemi)).toBeNull()
    const { declarationIds } = await scenario.exclude()
    expect(declarationIds).toHaveLength(1)
    expect((await scenario.exclude())['declarationIds']).toEqual(declarationIds)
    expect(await database.reads.applications.find(expert, assemi)).toBeNull()
    await scenario.declare(expert.personId)
    expect(await database.reads.applications.find(expert, assemi)).not.toBeNull()
    expect((await database.reads.applications.ofCall(expert, scenario.callId)).items).toHaveLength(2)
    expect((await scenario.exclude())['declarationIds']).toEqual([])
    expect(told(await scenario.steps.job(closeDeclarations, scenario.scope))).toEqual({
      conflictsDeclared: false,
    })
    expect(told(await scenario.steps.job(checkPanels, scenario.scope))).toMatchObject({
      panelsSufficient: true,
    })
    const panel = await panelOf(assemi)
    expect(panel.data).toContain(expert.personId)
  })
})

async function appoint(code: string, applicationId: string) {
  const item = await scenario.steps.open('Task_ReinforcePanels', scenario.scope)
  const appointment = {
    personId: demoPersonId(code),
    applicationId,
    reason: 'Esperta di sistemi di welfare.',
  }
  const act = { act: 'Decreto', actNumber: '118', actOn: database.today() }
  return scenario.steps.complete(scenario.owner, item, { ...act, appointments: [appointment] })
}

async function panelOf(applicationId: string) {
  const overview = await database.reads.evaluation.overview(scenario.owner, scenario.callId, {
    on: database.today(),
  })
  const panel = overview?.panels.items.find((one) => one.applicationId === applicationId)
  return { data: panel?.evaluators.map((one) => one.personId) ?? [] }
}
