import { demoAlliances } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { formatAmount } from '../../words/formats.ts'
import { createCallScenario } from './call-scenario.ts'
import { createTestDatabase } from './database.ts'
import { cookiesOf, hiddenIn } from './draft-scenario.ts'
import { httpOf } from './http.ts'
import { sendForm } from './send-form.ts'

type Fields = Readonly<Record<string, string | string[]>>

/** An open call, a lead signed in, and the steps of its application as pages without scripts send them. */
export async function createDesk() {
  const database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  const scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  const http = httpOf(database)
  const enter = await http
    .post('/sign-in?act=enter')
    .type('form')
    .send({ accountId: demoAccountId('LEAD_ASSEMI') })
  const cookie = cookiesOf(enter)
  const content = allianceApplication(demoAlliances[0], call.rules)
  const open = (path: string) => http.get(path).set('cookie', cookie)
  return {
    ...{ database, scenario, call, http, cookie, content, open },

    /** Begins a draft by the button of the call; returns the address of its application. */
    async begin(): Promise<string> {
      const answer = await sendForm(http, `/calls/${call.id}?act=draft`, {}, cookie)
      return String(answer.headers['location']).replace(/\/lead$/, '')
    },

    /** Sends a step as its page was read, unless the fields say which reading. */
    async save(address: string, step: string, fields: Fields) {
      const readSha256 = hiddenIn(await open(`${address}/${step}`), 'readSha256')
      return sendForm(http, `${address}/${step}?act=save`, { readSha256, ...fields }, cookie)
    },

    contentOf: async (address: string) =>
      (await database.stores.applications.get(address.replace('/applications/', ''))).content,
  }
}

/** What a lead types in each step to write the demo's first alliance, as `content` tells it. */
export function typedSteps(content: Awaited<ReturnType<typeof createDesk>>['content']): [string, Fields][] {
  const rows = (list: string, all: readonly object[]): Fields =>
    Object.fromEntries(
      all.flatMap((row, index) =>
        Object.entries(row).flatMap(([name, value]) =>
          value === null ? [] : [[`${list}[${index}][${name}]`, String(value)]],
        ),
      ),
    )
  const { title, summary, areaId, contacts, partners, actions, budgetLines, cofinancing, indicators } =
    content
  const costs = budgetLines.flatMap(({ bodyTaxCode, categoryId, year, costCents }, index) => [
    [`costs[r${index}][row]`, `${bodyTaxCode} ${categoryId}`],
    [`costs[r${index}][y${year}]`, formatAmount(costCents)],
  ])
  return [
    ['lead', { title, ...rows('contacts', contacts) }],
    ['partners', rows('partners', partners)],
    ['actions', { areaId, summary, ...rows('actions', actions) }],
    ['budget', Object.fromEntries(costs) as Fields],
    [
      'cofinancing',
      {
        requestedGrantCents: formatAmount(content.requestedGrantCents),
        ...rows(
          'cofinancing',
          cofinancing.map((one) => ({ ...one, amountCents: formatAmount(one.amountCents) })),
        ),
      },
    ],
    ['results', rows('indicators', indicators)],
    [
      'notice',
      {
        'partnerNotice[reference]': content.partnerNotice?.reference ?? '',
        'partnerNotice[publishedOn]': '16/11/2026',
      },
    ],
    ['attachments', { declarations: content.declarations }],
  ]
}
