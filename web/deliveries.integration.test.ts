import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'

let database: TestDatabase
let scenario: EvaluationScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
}, 60_000)
afterAll(() => database.close())

const open = async (path: string, code: string) => pagesOf(database, await scenario.person(code)).get(path)

describe('pages of deliveries', () => {
  it('tell the process owner what could not be delivered, and why', async () => {
    const payload = JSON.stringify({
      to: ['ente@rifiutata.example'],
      subject: 'Riservato',
      text: '',
      attachments: [],
    })
    const parked = {
      ...{ id: 'parked', cycle_id: scenario.cycleId, stream: 'mail:x', kind: 'MAIL' as const, payload },
      ...{ state: 'PARKED' as const, attempts: 1, last_error: '550 mailbox unavailable' },
    }
    await database.arrange((tx) => tx('outbox').insert(parked))
    const page = await open('/deliveries', 'PROCESS_OWNER')
    expect(page.text).toContain('ente@rifiutata.example')
    expect(page.text).toContain('550 mailbox unavailable')
    for (const way of ['retry', 'discard']) expect(page.text).toContain(`act&#x3D;${way}&amp;of&#x3D;parked`)
    expect(page.text).not.toContain('Riservato')
    expect((await open('/deliveries', 'FINANCE_1')).status).toBe(403)
  })

  it('count on the control room what could not be delivered, beside packages without a receipt (art. 8)', async () => {
    const sent = { kind: 'PLAN', subject_id: 'plan', status: 'SENT', idempotency_key: 'plan' } as const
    await database.arrange((tx) =>
      tx('submissions').insert({
        ...{ id: 'without-receipt', cycle_id: scenario.cycleId, ...sent },
        sent_at: database.clock.now(),
      }),
    )
    const room = await open('/control-room', 'PROCESS_OWNER')
    for (const [href, count] of [
      ['parked-kind=MAIL#parked', 1],
      ['parked-kind=REGION#parked', 0],
      ['packages', 1],
    ] as const)
      expect(room.text).toMatch(new RegExp(`href="/deliveries[?#]${href}">${count}</a>`))
    expect((await open('/control-room', 'FINANCE_1')).text).not.toContain('/deliveries')
    const page = await open('/deliveries', 'PROCESS_OWNER')
    expect(page.text).toMatch(/Pacchetti senza ricevuta della Regione[^]*piano territoriale[^]*inviato il/)
  })

  it('say that mail and the Region are held, why, and how to let them go', async () => {
    expect((await open('/deliveries', 'PROCESS_OWNER')).text).not.toContain('act&#x3D;release')
    await database.knex('database_place').insert({
      ...{ database_id: 'd', cluster_id: '1', timeline: '1', database_oid: '1' },
      ...{ held_since: new Date(), held_because: 'OLDER' },
    })
    const page = await open('/deliveries', 'PROCESS_OWNER')
    for (const shown of ['act&#x3D;release', 'è una copia ripristinata', 'invii aspettano'])
      expect(page.text).toContain(shown)
    await database.knex('database_place').delete()
  })
})
