import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'
import { look } from '../use-cases/cycle/look.ts'

const DAY_MS = 86_400_000
const SECRET = 'Scheda riservata'
let database: TestDatabase
let scenario: EvaluationScenario
const inDays = (days: number) => new Date(database.clock.now().getTime() + days * DAY_MS)

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  const { cycleId } = scenario
  await database.knex('stored_files').insert({ sha256: 'f', size_bytes: 1, stored_at: inDays(0) })
  await database.knex('documents').insert({
    ...{ id: 'DOC-1', cycle_id: cycleId, application_id: scenario.applicationIds[0], kind: 'minutes' },
    ...{ subject_id: 'S', title: SECRET, file_name: 'a.pdf', media_type: 'application/pdf' },
    ...{ sha256: 'f', signature: 'NONE', created_at: inDays(-1) },
  })
  await database.knex('guidance_documents').insert({
    ...{ id: 'GUI-1', cycle_id: cycleId, version: 9, title: 'Indirizzo condiviso', status: 'DRAFT' },
    ...{ context: '[]', needs: '[]', priorities: '[]' },
    ...{ comments_due_at: inDays(5), created_at: inDays(-2) },
  })
  await database.knex('guidance_documents').where({ id: 'GUI-1' }).update({ status: 'SHARED' })
  await database.knex('meetings').insert({
    ...{ id: 'MEE-1', cycle_id: cycleId, stage: 'GUIDANCE', subject_id: 'GUI-1', round: 1 },
    status: 'PLANNED',
  })
  await database
    .knex('meetings')
    .where({ id: 'MEE-1' })
    .update({ status: 'CONVENED', starts_at: inDays(6), convened_at: inDays(-1) })
}, 90_000)
afterAll(() => database.close())

const home = async (code: string) => {
  const { text } = await pagesOf(database, await scenario.person(code)).get('/')
  const part = (id: string) => new RegExp(`id="${id}">(.*?)</section>`, 's').exec(text)?.[1] ?? ''
  return { text, part }
}

describe('the home page', () => {
  it('leads who is not signed in to the sign-in', async () => {
    const page = await pagesOf(database, null).get('/')
    expect([page.status, page.headers['location']]).toEqual([303, '/sign-in'])
  })

  it('tells what is late apart from what is still to do', async () => {
    const late = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    await database
      .knex('work_items')
      .where({ id: late })
      .update({ due_at: inDays(-1) })
    const toDo = await scenario.steps.open('Task_ReinforcePanels', scenario.scope)
    const { part } = await home('PROCESS_OWNER')
    expect([part('late').includes(late), part('late').includes(toDo)]).toEqual([true, false])
    expect([part('tasks').includes(late), part('tasks').includes(toDo)]).toEqual([false, true])
  })

  it('leads the process owner who has nothing to do to opening a cycle, and nobody else (art. 8)', async () => {
    const opens = /href="\/cycles#open-title"/
    expect((await home('PROCESS_OWNER')).text).not.toMatch(opens)
    await database.knex('work_items').where({ state: 'OPEN' }).update({ role: 'FINANCE' })
    expect((await home('PROCESS_OWNER')).text).toMatch(opens)
    expect((await home('CASE_OFFICER_1')).text).not.toMatch(opens)
    await database.knex('work_items').where({ state: 'OPEN' }).update({ role: 'PROCESS_OWNER' })
  })

  it.each([
    ['MEMBER_COMUNE_RHO', ['Dai le osservazioni: Indirizzo condiviso']],
    ['TITULAR_CISL', ['Riunione del Comitato, documento di indirizzo', 'di’ se vieni']],
    ['CASE_OFFICER_1', []],
  ])('gives %s the comments to give and the meetings to attend of the function: %j', async (code, told) => {
    const found = [...(await home(code)).part('dates').matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map(
      ([, text]) => text,
    )
    expect(found).toEqual(told)
  })

  it('tells whose sheet counts no more, and nobody else, without a word of who or why (art. 5)', async () => {
    const sheets = await scenario.openSheets()
    const [sheet] = sheets
    const other = sheets.find((one) => one.personId !== sheet?.personId)
    const told = { reason: 'PAID_RELATION', explanation: SECRET, told_by: demoPersonId('PROCESS_OWNER') }
    const decided = {
      ...{ decision: 'EXCLUDED' as const, decision_reason: SECRET, decided_by: demoPersonId('FINANCE_1') },
      ...{ told_at: inDays(-1), decided_at: inDays(0) },
    }
    await database.knex('late_conflicts').insert({
      ...{ id: 'LATE-1', call_id: scenario.callId, application_id: sheet!.applicationId },
      ...{ person_id: sheet!.personId, ...told, ...decided },
    })
    await database.knex('scorings').where({ id: sheet!.id }).update({ status: 'WITHDRAWN' })
    const changesOf = async (personId: string) => {
      const { text } = await pagesOf(database, await scenario.steps.actor(personId, 'COMMITTEE_MEMBER')).get(
        '/',
      )
      return /id="changes">(.*?)<\/section>/s.exec(text)?.[1] ?? ''
    }
    const own = await changesOf(sheet!.personId)
    expect(own).toMatch(/La tua scheda sul progetto A1-\d{3} non conta più nella valutazione/)
    expect(own).not.toContain(SECRET)
    expect(await changesOf(other!.personId)).not.toContain('La tua scheda')
  })

  it('tells nobody of a document that the wall closes (art. 5)', async () => {
    expect((await home('CASE_OFFICER_1')).part('changes')).toContain(SECRET)
    for (const code of ['TITULAR_CITTA_METROPOLITANA', 'TITULAR_CCIAA', 'LEAD_SERCOP'])
      expect((await home(code)).text).not.toContain(SECRET)
  })

  it('tells what changed after the person looked, who never looks less far than before', async () => {
    const officer = await scenario.person('CASE_OFFICER_1')
    await database.run(officer, look, { until: inDays(-0.5) })
    await database.run(officer, look, { until: inDays(-3) })
    expect((await home('CASE_OFFICER_1')).part('changes')).not.toContain(SECRET)
    expect((await home('PROCESS_OWNER')).part('changes')).toContain(SECRET)
  })

  it('takes no look at what is still to come', async () => {
    await database.run(await scenario.person('FINANCE_1'), look, { until: inDays(30) })
    const row = await database.knex('persons').where('looked_at', '>', inDays(0)).first('id')
    expect(row).toBeUndefined()
  })
})

describe('the sign-in of the demo', () => {
  it('puts first who has something to do, with what the wall lets that person see of it (art. 5)', async () => {
    const { text } = await pagesOf(database, null).get('/sign-in')
    const [first = '', ...others] = text.split('<section class="people"').slice(1)
    expect(first).toContain('Ha qualcosa da fare')
    expect(first).toMatch(
      />Responsabile del procedimento<\/button>.*?Responsabile del procedimento: 2 attività/s,
    )
    expect(others.join('')).not.toContain('attività')
  })
})
