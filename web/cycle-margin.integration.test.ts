import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import type { CallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'

let database: TestDatabase
let scenario: CallScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  await scenario.openCall()
  await database.knex('cycles').where({ id: scenario.cycleId }).update({ ends_on: '2029-12-31' })
  const { cycleId } = scenario
  await database.knex('stored_files').insert({ sha256: 'f', size_bytes: 1, stored_at: new Date(0) })
  await database.knex('meetings').insert({
    ...{
      id: 'MEE-1',
      cycle_id: cycleId,
      stage: 'GUIDANCE',
      subject_id: 'GUI-1',
      round: 1,
      status: 'PLANNED',
    },
  })
  await database.knex('documents').insert({
    ...{ id: 'DOC-1', cycle_id: cycleId, kind: 'minutes', subject_id: 'MEE-1', title: 'Verbale di prova' },
    ...{ file_name: 'a.pdf', media_type: 'application/pdf', sha256: 'f', signature: 'NONE' },
    created_at: new Date(0),
  })
}, 60_000)
afterAll(() => database.close())

async function shown(query = '') {
  const owner = await scenario.steps.actor(demoPersonId('PROCESS_OWNER'))
  const { status, text } = await pagesOf(database, owner).get(`/cycles/${scenario.cycleId}${query}`)
  return { status, text, told: text.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ') }
}
const closing = (typed: string) => shown(`?closing=${encodeURIComponent(typed)}`)

describe('the margin of a published call', () => {
  it('is told with the terms that its configuration and the network set', async () => {
    const { told } = await shown()
    expect(told).toMatch(
      /La chiusura dell’avviso al [\d/]+ lascia \d+ giorni prima della fine del ciclo, il 31\/12\/2029/,
    )
    expect(told).toMatch(/Preavviso del Comitato: 5 giorni/)
    expect(told).not.toContain('non si può rispettare')
  })

  it('of an extension that comes too late is negative, and says so', async () => {
    const { told } = await closing('15/12/2029')
    expect(told).toMatch(/Una chiusura dell’avviso al 15\/12\/2029 lascia −\d+ giorni prima della fine/)
    expect(told).toContain('Il termine non si può rispettare.')
  })

  it.each(['2029-12-15', '31/02/2029', '15/12/9999'])(
    'is not reckoned from %s, which it refuses to guess',
    async (typed) => {
      const { status, text, told } = await closing(typed)
      expect(status).toBe(200)
      expect(text).toContain('aria-invalid="true"')
      expect(told).toContain('La chiusura dell’avviso al ')
    },
  )
})

describe('the documents of a cycle', () => {
  it('come by stage: minutes of the committee by what it met on', async () => {
    const { text } = await shown()
    const of = (stage: string) =>
      new RegExp(`<summary>${stage}: .*?</details>`, 's').exec(
        text.slice(text.indexOf('id="documents"')),
      )?.[0] ?? ''
    expect(of('Indirizzo')).toContain('Verbale di prova')
    expect(of('Avviso e domande')).not.toContain('Verbale di prova')
  })
})
