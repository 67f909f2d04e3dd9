import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { checkPanels } from './check-panels.ts'
import { remindEvaluators } from './remind-evaluators.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let roundId: string
beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  roundId = await scenario.openRound()
}, 60_000)
afterEach(() => database.close())

const remind = () => scenario.steps.jobAgain(remindEvaluators, { ...scenario.scope, scoringRoundId: roundId })
const mails = async () =>
  (await database.knex('outbox').whereRaw(`payload ->> 'subject' like 'Promemoria: schede%'`)).map(
    ({ payload }) => payload as { to: string[]; text: string },
  )
const emailOf = async (personId: string) => (await database.stores.network.findPerson(personId))!.email

describe('a reminder of the sheets that are not in (art. 5, 6)', () => {
  it('comes to each of the own sheets alone, once, and not to who has handed in all', async () => {
    const sheets = await scenario.openSheets()
    const byPerson = Map.groupBy(sheets, ({ personId }) => personId)
    const [diligent, ...others] = [...byPerson.keys()]
    for (const sheet of byPerson.get(diligent!)!) await scenario.score(sheet, 80)
    for (let run = 0; run < 2; run++) await remind()
    const reminded = await mails()
    const expected = await Promise.all(others.map(emailOf))
    expect(reminded.flatMap(({ to }) => to).toSorted()).toEqual(expected.toSorted())
    const submitted = await database.stores.applications.submittedOf(scenario.callId)
    for (const personId of others) {
      const email = await emailOf(personId)
      const { text } = reminded.find(({ to }) => to.includes(email))!
      const own = new Set(byPerson.get(personId)!.map((one) => one.applicationId as string))
      for (const { id, code } of submitted) expect(text.includes(`${code} «`)).toBe(own.has(id))
    }
  })

  it('not of a sheet that was taken away, nor to who has none left', async () => {
    const [gone] = await scenario.openSheets()
    for (const sheet of await scenario.openSheets())
      if (sheet.personId === gone!.personId) await database.stores.evaluation.withdrawScoring(sheet.id)
    await remind()
    const email = await emailOf(gone!.personId)
    expect((await mails()).some(({ to }) => to.includes(email))).toBe(false)
  })

  it('nor once the term has passed, nor in a call that says no days: then nothing is waited for but the term', async () => {
    const before = database.clock.now()
    database.setNow('2029-01-01T10:00:00Z')
    await remind()
    database.setNow(before)
    const row = await database.knex('calls').where({ id: scenario.callId }).first('configuration')
    const configuration = row!.configuration as { terms: { sheetReminderDays: { value: number | null } } }
    configuration.terms.sheetReminderDays.value = null
    await database.arrange((tx) =>
      tx('calls')
        .where({ id: scenario.callId })
        .update({ configuration: JSON.stringify(configuration) }),
    )
    await remind()
    expect(await mails()).toEqual([])
    const checked = told(await scenario.steps.jobAgain(checkPanels, scenario.scope))
    expect(checked['sheetReminderAt']).toBe(checked['scoringDueAt'])
  })

  it('is waited for so many days before the term as the call says', async () => {
    const checked = told(await scenario.steps.jobAgain(checkPanels, scenario.scope))
    const ahead = Date.parse(String(checked['scoringDueAt'])) - Date.parse(String(checked['sheetReminderAt']))
    expect(Math.round(ahead / 86_400_000)).toBe(4)
  })
})
