import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { sheetRoutes } from '../../api/sheets.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { appointmentsOf } from '../../documents/evaluation/appointments.ts'
import { formatDate } from '../../words/formats.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import type { Actor } from '../../procedures/context.ts'
import { apiOf } from '../../test/support/api.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let applicationId: string
let other: Actor

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  applicationId = scenario.applicationIds[5] ?? ''
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.decideConflicts('NOT_EXCLUDED')
  await scenario.steps.hold(demoPersonId('PROCESS_OWNER'), { role: 'CASE_OFFICER' })
  await scenario.steps.hold(demoPersonId('FINANCE_2'), { role: 'PROCESS_OWNER' })
  other = await scenario.steps.actor(demoPersonId('FINANCE_2'), 'PROCESS_OWNER')
}, 120_000)
afterAll(() => database.close())

const appoint = async (code: string, change: object = {}, who = other) => {
  const item = await scenario.steps.open('Task_ReinforcePanels', scenario.scope)
  const appointment = { personId: demoPersonId(code), applicationId, reason: 'Esperto di welfare.' }
  const act = { act: 'Decreto del Direttore generale', actNumber: '118', actOn: database.today() }
  return scenario.steps.complete(who, item, { ...act, appointments: [appointment], ...change })
}
const refusal = (why: string) => ({ code: 'EXPERT_NOT_POSSIBLE', facts: { refusal: why } })
const row = (code: string, by = 'FINANCE_2') => ({
  ...{ application_id: applicationId, person_id: demoPersonId(code), appointed_by: demoPersonId(by) },
  ...{
    reason: 'x',
    act: 'Decreto',
    act_number: '1',
    act_on: database.today(),
    appointed_at: database.clock.now(),
  },
})
const inSql = (code: string, by?: string) => database.knex('panel_appointments').insert(row(code, by))
const readSheets = async () => {
  const owner = await scenario.person('PROCESS_OWNER')
  const api = apiOf(database, sheetRoutes, { actorOf: () => Promise.resolve(owner) })
  return api.get(`/api/applications/${applicationId}/scores`)
}
const readers = () => database.stores.evaluation.readersOf(scenario.callId)

describe('experts (art. 5, 6)', () => {
  it('are appointed by nobody of oneself, in SQL neither', async () => {
    const owner = await scenario.person('PROCESS_OWNER')
    await expect(appoint('PROCESS_OWNER', {}, owner)).rejects.toMatchObject(refusal('ONESELF'))
    await expect(inSql('PROCESS_OWNER', 'PROCESS_OWNER')).rejects.toThrow('panel_appointments_another')
  })

  it('are none of those who decided on admissibility in the call, in SQL neither', async () => {
    await expect(appoint('CASE_OFFICER_1')).rejects.toMatchObject(refusal('DECIDED_ADMISSIBILITY'))
    await expect(inSql('CASE_OFFICER_1')).rejects.toThrow('decided on admissibility')
  })

  it.each<[string, object, string]>([
    ['whose number is missing', { actNumber: ' ' }, 'actNumber'],
    ['that is not named', { act: '' }, 'act'],
    ['of tomorrow', { actOn: 'tomorrow' }, 'actOn'],
    ['of before the closing', { actOn: 'before' }, 'actOn'],
  ])('are appointed by no act %s', async (_which, change, path) => {
    const days: Record<string, string> = {
      tomorrow: addDays(database.today(), 1),
      before: addDays(database.today(), -100),
    }
    const actOn = days[String((change as { actOn?: string }).actOn)]
    const told = actOn === undefined ? change : { actOn }
    await expect(appoint('TITULAR_OSSERVATORIO_WELFARE', told)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { problems: [expect.objectContaining({ path })] },
    })
  })

  it('are appointed by an act, which the papers of a ranking with their sheets cite without who they are', async () => {
    await database.arrange((tx) => tx('panel_appointments').insert(row('TITULAR_OSSERVATORIO_WELFARE')))
    const { code } = await database.stores.applications.get(applicationId)
    const act = `Decreto n. 1 del ${formatDate(database.today())}`
    const at = database.clock.now()
    const sheet = { id: 'sheet', round_id: 'round', call_id: scenario.callId, application_id: applicationId }
    await database.arrange(async (tx) => {
      const round = { id: 'round', call_id: scenario.callId, number: 9, due_at: at }
      await tx('scoring_rounds').insert({ ...round, status: 'CLOSED' })
      const person_id = demoPersonId('TITULAR_OSSERVATORIO_WELFARE')
      await tx('scorings').insert({ ...sheet, person_id, status: 'SCORED', requested_at: at })
    })
    const sealed = { callId: scenario.callId, input: { applications: [{ applicationId, code: code ?? '' }] } }
    const cited = (...sheets: string[]) => appointmentsOf(database.stores, sealed, new Set(sheets))
    expect(await cited('sheet')).toEqual([{ code, act }])
    expect(await cited()).toEqual([])
    await database.arrange(async (tx) => {
      await tx('scorings').where({ id: 'sheet' }).delete()
      await tx('scoring_rounds').where({ id: 'round' }).delete()
    })
  })
})

describe('who has read the sheets of others scores no more in that call (art. 5, 6)', () => {
  it('is noted before they are told, once, in the audit chain too; the own sheet is no reading', async () => {
    await scenario.openRound()
    expect((await readSheets()).status).toBe(200)
    expect(await readers()).toEqual([])
    const sheet = (await scenario.openSheets()).find((one) => one.applicationId === applicationId)!
    await scenario.score(sheet, 50)
    for (let time = 0; time < 2; time++)
      expect((await readSheets()).text).toContain('Motivazione del punteggio.')
    expect(await readers()).toEqual([demoPersonId('PROCESS_OWNER')])
    expect(await database.knex('audit_entries').where({ action: 'read-sheets' })).toHaveLength(1)
  })

  it('is noted of the means of a call too, once there are some (art. 5, 6)', async () => {
    const officer = await scenario.person('CASE_OFFICER_2')
    const api = apiOf(database, sheetRoutes, { actorOf: () => Promise.resolve(officer) })
    const means = () => api.get(`/api/calls/${scenario.callId}/scores`)
    const value = { criterion: 'TOTAL', numerator: '8000', denominator: '1' }
    const none = await means()
    expect([none.status, await readers()]).toEqual([200, [demoPersonId('PROCESS_OWNER')]])
    await database.arrange((tx) =>
      tx('aggregated_scores').insert({ application_id: applicationId, ...value }),
    )
    expect((await means()).text).toContain('"total":"80.00"')
    expect((await readers()).toSorted()).toEqual([demoPersonId('PROCESS_OWNER'), officer.personId].toSorted())
    await database.arrange((tx) => tx('aggregated_scores').delete())
  })

  it('is no expert, in SQL neither', async () => {
    await expect(appoint('PROCESS_OWNER')).rejects.toMatchObject(refusal('HAS_READ_SHEETS'))
    await expect(inSql('PROCESS_OWNER')).rejects.toThrow('has read the sheets of others')
  })

  it('hands in no sheet that was asked before, in SQL neither', async () => {
    const sheet = (await scenario.openSheets()).find((one) => one.applicationId === applicationId)!
    const item = await scenario.openScoring(sheet)
    await database.stores.evaluation.noteReading(scenario.callId, sheet.personId, database.clock.now())
    await expect(scenario.score(sheet, 50, item)).rejects.toMatchObject({ code: 'SHEETS_READ' })
    const marked = database
      .knex('scorings')
      .where({ id: sheet.id })
      .update({ status: 'SCORED', scored_at: new Date() })
    await expect(marked).rejects.toThrow('has read the sheets of others')
    const again = { ...(await database.knex('scorings').where({ id: sheet.id }).first()), id: 'another' }
    await expect(database.knex('scorings').insert(again as never)).rejects.toThrow(
      'has read the sheets of others',
    )
  })
})
