import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
import { createCutGrantScenario } from '../test/support/cut-grants.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let lead: string
let of: { lead: string; partner: string; task: string }

beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createCutGrantScenario(database)
  const bodies = await scenario.reshapable()
  const { leadRequestId } = await scenario.ask()
  of = { ...bodies, task: await scenario.deliver(leadRequestId) }
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  http = httpOf(database)
  const enter = http.post('/sign-in?act=enter').type('form')
  lead = cookiesOf(await enter.send({ accountId: demoAccountId('LEAD_SERCOP') }))
}, 120_000)
afterAll(() => database.close())

const answer = ([staff, services, given]: readonly [string, string, string]) =>
  sendForm(
    http,
    `/tasks/${of.task}?act=complete`,
    {
      ...{ answer: 'RESHAPED', ifRefused: 'DECLINED', note: 'Con meno ore.' },
      'lines[0][line]': `${of.lead} STAFF 2026`,
      'lines[0][amount]': staff,
      'lines[1][line]': `${of.partner} SERVICES 2027`,
      'lines[1][amount]': services,
      'cofinancing[0][bodyTaxCode]': of.lead,
      'cofinancing[0][kind]': 'CASH',
      'cofinancing[0][amount]': given,
    },
    lead,
  )

describe('what is wrong with a reshaping as a whole, without scripts too, leads to its part (art. 8, 10)', () => {
  it.each([
    ['costs below the share', ['100,00', '100,00', '0,00'], 'lines', 'Costi'],
    [
      'too little from others',
      ['15.000,00', '15.000,00', '0,00'],
      'cofinancing',
      'Cofinanziamento rimodulato',
    ],
  ] as const)('%s', async (_, amounts, id, label) => {
    const refused = await answer(amounts)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`<a href="#${id}" data-path="${id}">${label}</a>: `)
    expect(refused.text).toMatch(new RegExp(`<\\w+[^>]* id="${id}" tabindex="-1" autofocus>`))
    expect(refused.text).toContain('Con meno ore.')
    expect(await database.knex('reshapings')).toEqual([])
  })
})
