import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createGuidanceMeeting } from '../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../test/support/guidance-meeting.ts'
import { pagesOf } from '../test/support/pages.ts'

let database: TestDatabase
let scenario: GuidanceMeeting
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createGuidanceMeeting(database)
}, 90_000)
afterAll(() => database.close())

const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' :', ':')
const pages = async (code: string) => {
  const as = pagesOf(database, await scenario.steps.actor(demoPersonId(code)))
  return [await as.get('/'), await as.get(`/cycles/${scenario.cycleId}`)].map(({ text }) => textOf(text))
}
const opened = (at: string) =>
  database
    .knex('cycles')
    .where({ id: scenario.cycleId })
    .update({ opened_at: new Date(at) })
const TOLD = 'Convoca il Comitato: di norma 2 volte l’anno (art. 7), la prossima entro il'
const MISSING = 'Da un anno mancano riunioni: Rete (art. 4), Comitato (art. 7)'
const NETWORK = 'Convoca la Rete: di norma 1 volta l’anno (art. 4), la prossima entro il'
const NO_NETWORK = 'Da un anno la Rete non si riunisce: di norma 1 volta l’anno (art. 4)'
const PASSED = 'Da un anno il Comitato si riunisce meno del solito: di norma 2 volte l’anno (art. 7)'

describe('the meetings that a year usually has', () => {
  it('are told to whoever convenes, at home and in the cycle, with the last useful day of notice (art. 4, 7)', async () => {
    for (const text of await pages('PROCESS_OWNER')) {
      expect(text).toContain(`${TOLD} 11/01/2028`)
      expect(text).toContain('06/01/2028')
      expect(text).toContain(`${NETWORK} 11/01/2028`)
      expect(text).toContain('01/01/2028')
      expect(text).not.toContain('mancano')
    }
  })

  it('warn when a year passes without them, and no more once the next is convened (art. 4, 7)', async () => {
    await opened('2025-06-01T10:00:00Z')
    expect((await pages('PROCESS_OWNER')).at(1)).toContain(MISSING)
    for (const text of await pages('PROCESS_OWNER'))
      expect(text).toContain(`${PASSED}, mancano dal 01/06/2026`)
    await database
      .knex('meetings')
      .where({ id: scenario.meetingId })
      .update({
        status: 'CONVENED',
        starts_at: new Date('2026-09-01T10:00:00Z'),
        convened_at: new Date('2026-08-20T10:00:00Z'),
      })
    for (const text of await pages('PROCESS_OWNER')) expect(text).toContain(PASSED)
    await database.knex('meetings').insert({
      ...{ id: 'MEE-2', cycle_id: scenario.cycleId, stage: 'GUIDANCE', subject_id: 'OTHER', round: 1 },
      status: 'PLANNED',
    })
    await database
      .knex('meetings')
      .where({ id: 'MEE-2' })
      .update({
        status: 'CONVENED',
        starts_at: new Date('2027-01-20T10:00:00Z'),
        convened_at: new Date('2027-01-10T10:00:00Z'),
      })
    for (const text of await pages('PROCESS_OWNER')) expect(text).toContain(`${TOLD} 01/09/2027`)
  })

  it('of the network are met by its own meeting, not by the committee’s (art. 4)', async () => {
    for (const text of await pages('PROCESS_OWNER')) expect(text).toContain(NO_NETWORK)
    await database.knex('meetings').insert({
      ...{
        id: 'MEE-3',
        cycle_id: scenario.cycleId,
        stage: 'NETWORK',
        subject_id: scenario.cycleId,
        round: 1,
      },
      status: 'PLANNED',
    })
    await database
      .knex('meetings')
      .where({ id: 'MEE-3' })
      .update({ status: 'CONVENED', starts_at: new Date('2027-02-01T10:00:00Z') })
    for (const text of await pages('PROCESS_OWNER')) expect(text).toContain(`${NETWORK} 01/02/2028`)
  })

  it.each(['CASE_OFFICER_1', 'TITULAR_CISL'])(
    'are nothing of %s, who convenes nobody (art. 8)',
    async (code) => {
      for (const text of await pages(code)) expect(text).not.toContain('di norma 2 volte')
    },
  )
})
