import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'
import { formatInstant } from '../words/formats.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let dueAt: Date
let sheets: Awaited<ReturnType<EvaluationScenario['openSheets']>>

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  sheets = await scenario.openSheets()
  for (const sheet of sheets) await scenario.openScoring(sheet)
  const decision = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
  dueAt = new Date(database.clock.now().getTime() + 2 * 86_400_000)
  await database.knex('work_items').where({ id: decision }).update({ due_at: dueAt })
}, 90_000)
afterAll(() => database.close())

async function shown(code: string, cycleId: string) {
  return (await pagesOf(database, await scenario.person(code)).get(`/cycles/${cycleId}`)).text
}
/* What the page says about now, without its marks. */
async function toldNow(code: string, cycleId = scenario.cycleId) {
  const section = /id="now">(.*?)<\/section>/s.exec(await shown(code, cycleId))?.[1] ?? ''
  return section.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
}

describe('what happens now in a cycle', () => {
  it('is the guidance alone once the cycle is opened', async () => {
    const cycle = await database.knex('cycles').where({ id: scenario.cycleId }).first()
    await database.knex('cycles').insert({ ...cycle, id: 'CYC-NEW', code: 'NUOVO' })
    const text = await shown('PROCESS_OWNER', 'CYC-NEW')
    const counts = ['In corso</p>', 'Non ancora iniziata</p>', 'Fatta</p>'].map(
      (word) => text.split(word).length - 1,
    )
    expect([...counts, text.includes('Concluso')]).toEqual([1, 5, 0, false])
    expect(await toldNow('PROCESS_OWNER', 'CYC-NEW')).toContain('In corso: Indirizzo. ')
  })

  it('in the evaluation is told by functions and counts of the call, with the first term and what follows', async () => {
    const told = await toldNow('PROCESS_OWNER')
    expect(told).toContain(`Comitato: Valutazione dell’avviso n. 1 (${sheets.length} attività)`)
    expect(told).toContain(`(1 attività)${formatInstant(dueAt)} tra 2 giorni`)
    expect(told).toContain('Poi: Piano e Regione.')
  })

  it('names no evaluator, and not which decision is open (art. 5)', async () => {
    const names = await database
      .knex('persons')
      .whereIn(
        'id',
        sheets.map(({ personId }) => personId),
      )
      .pluck<string[]>('display_name')
    for (const code of ['PROCESS_OWNER', 'CASE_OFFICER_1', 'LEAD_ASSEMI', 'TITULAR_CGIL']) {
      const told = await toldNow(code)
      expect(names.filter((name) => told.includes(name))).toEqual([])
      expect(told).not.toContain('conflitti')
    }
  })

  it.each(['LEAD_ASSEMI', 'TITULAR_CITTA_METROPOLITANA'])(
    'counts no sheet that the wall hides from %s (art. 5)',
    async (code) => expect(await toldNow(code)).not.toContain('Comitato:'),
  )
})
