import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'

let database: TestDatabase
let scenario: EvaluationScenario
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
}, 120_000)
afterAll(() => database.close())

/* What a member is shown before declaring: each application by its number. */
async function shownTo(code: string): Promise<Map<string, string>> {
  const { cycleId, callId, person, steps } = scenario
  const { personId } = await person(code)
  const declarations = await database.stores.evaluation.declarationsOf(callId)
  const declarationId = declarations.find((one) => one.personId === personId)?.id ?? ''
  const item = await steps.open('Task_DeclareConflicts', { cycleId, declarationId }, personId)
  const { data } = await steps.load(await person(code), item)
  const options = data['applicationOptions'] as { value: string; label: string }[]
  return new Map(options.map(({ value, label }) => [value, label]))
}

describe('a declaration of conflicts (L. 241/1990 art. 6-bis)', () => {
  it('numbers the projects the same for everybody, also who is out of some', async () => {
    const whole = await shownTo('TITULAR_ATS_MILANO')
    const partner = await shownTo('TITULAR_CCIAA')
    const [first = ''] = scenario.applicationIds
    expect([whole.has(first), partner.has(first)]).toEqual([true, false])
    expect(partner.size).toBe(whole.size - 1)
    for (const [id, label] of partner) expect(label).toBe(whole.get(id))
  })

  it('leaves out what is not admitted: nobody evaluates it', async () => {
    const shown = await shownTo('TITULAR_ATS_MILANO')
    expect([...shown.keys()].toSorted()).toEqual(scenario.applicationIds.slice(0, 7).toSorted())
  })

  it('refuses, at its row, a project that has gone out meanwhile', async () => {
    const conflict = { applicationId: scenario.applicationIds[7] ?? '', explanation: 'Prova.' }
    const { personId } = await scenario.person('TITULAR_ATS_MILANO')
    await expect(scenario.declare(personId, [{ ...conflict, reason: 'OWN_INTEREST' }])).rejects.toMatchObject(
      {
        ...{ code: 'INVALID_INPUT' },
        facts: { problems: [expect.objectContaining({ path: 'conflicts[0].applicationId' })] },
      },
    )
  })
})

describe('the list of conflicts to decide (DPR 62/2013 art. 7)', () => {
  it('has the tie of who declared, not of who declared nothing in time', async () => {
    await scenario.declareAll({ TITULAR_COMUNE_MILANO: 'SILENT' })
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    const { data } = await scenario.steps.load(scenario.owner, item)
    const people = (data['decisions'] as { person: string }[]).map(({ person }) => person)
    expect(people).toContain('Supplente Comune di Milano')
    expect(people).not.toContain('Valutatore Comune di Milano')
  })

  it('is empty, and no task asks for it, once all of these are decided', async () => {
    await scenario.decideConflicts('NOT_EXCLUDED')
    expect(await database.stores.evaluation.undecidedConflictsOf(scenario.callId)).toEqual([])
    const left = await database.stores.evaluation.declaredConflictsOf(scenario.callId)
    expect(left.filter(({ decision }) => decision === null)).toHaveLength(1)
  })
})
