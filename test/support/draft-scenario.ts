import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { cents } from '../../domain/shared/money.ts'
import { createCallScenario } from './call-scenario.ts'
import { createTestDatabase } from './database.ts'
import { httpOf } from './http.ts'
import { sendForm } from './send-form.ts'

/** A second person who may do what the process owner does. */
export const OTHER = 'CASE_OFFICER_1'

/** What a form of the task holds when it is sent without scripts; its day is none. */
export const typed = {
  title: 'Documento <di> indirizzo',
  'context[0][title]': 'Il territorio',
  'context[0][text]': 'Prima riga\r\nseconda riga',
  'needs[0][text]': 'Nidi',
  'needs[0][source]': 'ISTAT',
  'priorities[0][title]': 'Tempo',
  'priorities[0][text]': 'x',
  commentsUntil: 'domani',
}
/** The same as it can be completed. */
export const complete = { ...typed, commentsUntil: '25/01/2027' }

type Answer = { headers: Record<string, unknown>; text: string }
export const cookiesOf = ({ headers }: Answer): string =>
  ((headers['set-cookie'] ?? []) as string[]).map((one) => one.split(';')[0]).join('; ')
/** What a page's form carries in a hidden field. */
export const hiddenIn = ({ text }: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

/** A task of the process owner's and who can do it, over HTTP. */
export async function createDraftScenario() {
  const database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  const scenario = await createCallScenario(database)
  await scenario.steps.hold(demoPersonId(OTHER), { role: 'PROCESS_OWNER' })
  const http = httpOf(database)
  return {
    database,
    http,

    cycleId: scenario.cycleId,
    /** Publishes a call of the cycle, with a higher maximum than the demo's. */
    async publish(): Promise<void> {
      const { grant } = scenario.configuration
      await scenario.openCall({
        grant: { ...grant, maxAmountCents: { ...grant.maxAmountCents, value: cents(14_000_000) } },
      })
    },

    async signIn(code: string, as: Role = 'PROCESS_OWNER'): Promise<string> {
      const functions = await database.stores.network.functionsOf(demoPersonId(code), database.today())
      const functionId = functions.find(({ role }) => role === as)?.functionId
      const choice = { accountId: demoAccountId(code), functionId }
      return cookiesOf(await http.post('/sign-in?act=enter').type('form').send(choice))
    },

    /** Opens a task, which somebody takes; what people do with it, by their cookies. */
    async openTask(taker: string, element = 'Task_DraftGuidance') {
      const id = await scenario.steps.open(element, { cycleId: scenario.cycleId })
      const page = `/tasks/${id}`
      await http.post(`/api/work-items/${id}/take`).set('cookie', taker)
      const draft = `/api/work-items/${id}/draft`
      return {
        id,
        page,
        open: (cookie: string, path = page) => http.get(path).set('cookie', cookie),
        post: (cookie: string, act: string, fields: Readonly<Record<string, unknown>>) =>
          sendForm(http, `${page}?act=${act}`, fields, cookie),
        postTo: (cookie: string, path: string, fields: Readonly<Record<string, unknown>>) =>
          sendForm(http, path, fields, cookie),
        put: (cookie: string, body: object, version: number | string) =>
          http.put(draft).set('cookie', cookie).set('if-match', `"${version}"`).send(body),
        discard: (cookie: string, version: number) =>
          http.delete(draft).set('cookie', cookie).set('if-match', `"${version}"`),
        drafts: () => database.knex('task_drafts').where({ work_item_id: id }),
      }
    },
  }
}
export type DraftScenario = Awaited<ReturnType<typeof createDraftScenario>>
