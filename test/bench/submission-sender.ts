import { accountIdOf } from '../../db/network/person-store.ts'
import { filesOf } from './brought-files.ts'
import type { Brought } from './brought-files.ts'
import type { OpenCall, OpenDraft } from './open-call.ts'
import { pageForm } from './page-form.ts'
import type { PageForm } from './page-form.ts'

/** Over the API, or by the form of the page that presents. */
export type Way = 'API' | 'PAGE'

/** The status of what was presented, whichever way. */
export const DONE = 200

/** What became of a submission: its answer, and how long it took from the moment when it was offered. */
export interface Answer {
  applicationId: string
  status: number
  seconds: number
  sentAt: number
  answeredAt: number
  receipt: { receiptNumber: string; arrivedAt: string }
}

interface Sent {
  headers?: Record<string, string>
  body: string | FormData
}

interface Sender {
  /** Sends a draft's files and presents it. */
  send: (draft: OpenDraft) => Promise<Answer>
  /** The answer with its receipt, as its lead reads it. */
  receipt: (answer: Answer) => Promise<Answer>
}

/** Signs the leads in and has their files and pages ready, so that only what is sent then is measured. */
export async function senderTo(call: OpenCall, { files, way }: { files: number; way: Way }): Promise<Sender> {
  const cookies = new Map<string, string>()
  for (const { personId, email } of await leads(call))
    cookies.set(personId, await signIn(call.baseUrl, accountIdOf(email)))
  const cookieOf = new Map(call.drafts.map((one) => [one.applicationId, cookies.get(one.personId) ?? '']))
  const brought = files === 0 ? new Map<string, Brought[]>() : await filesOf(call, files)
  const ask = async (applicationId: string, path: string, init: Sent | null = null) =>
    fetch(`${call.baseUrl}${path}`, {
      ...(init && { method: 'POST', ...init }),
      headers: { ...init?.headers, cookie: cookieOf.get(applicationId) ?? '' },
      redirect: 'manual',
    })
  const opened = way === 'API' ? null : await openedForms(call, ask)
  return {
    async send(draft) {
      const { applicationId } = draft
      const files = brought.get(applicationId) ?? []
      for (const { kind, fileName, content } of files) {
        const body = new FormData()
        body.append('file', new Blob([new Uint8Array(content)]), fileName)
        const answer = await ask(applicationId, `/api/applications/${applicationId}/attachments/${kind}`, {
          body,
        })
        if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`)
        await answer.arrayBuffer()
      }
      /* What is attached is reviewed with the rest: the page that was open before shows an application without it. */
      const reviewed = opened !== null && files.length > 0 ? await openedForm(applicationId, ask) : null
      return submit(applicationId, ask, reviewed ?? opened?.get(applicationId) ?? null)
    },
    async receipt(answer) {
      if (opened === null || answer.status !== DONE) return answer
      const read = await ask(answer.applicationId, `/api/applications/${answer.applicationId}`)
      return { ...answer, receipt: (await read.json()) as Answer['receipt'] }
    },
  }
}

/* So that all are open by then, however slow. */
const OPENED_BEFORE_MS = 3_600_000

type Ask = (applicationId: string, path: string, init?: Sent | null) => Promise<Response>

/* The page that presents, as each lead has it open before the hour comes. */
async function openedForms({ drafts, approachClosing }: OpenCall, ask: Ask): Promise<Map<string, PageForm>> {
  await approachClosing(OPENED_BEFORE_MS)
  const forms = new Map<string, PageForm>()
  for (const { applicationId } of drafts) forms.set(applicationId, await openedForm(applicationId, ask))
  return forms
}

async function openedForm(applicationId: string, ask: Ask): Promise<PageForm> {
  const page = await ask(applicationId, `/applications/${applicationId}/submit`)
  return pageForm(await page.text(), 'submit')
}

async function submit(applicationId: string, ask: Ask, form: PageForm | null): Promise<Answer> {
  const sentAt = Date.now()
  const started = performance.now()
  const answer = await (form === null
    ? ask(applicationId, `/api/applications/${applicationId}/submit`, JSON_SENT)
    : ask(applicationId, form.address, { headers: FORM_TYPE, body: form.body }))
  const text = await answer.text()
  const seconds = (performance.now() - started) / 1_000
  const isDone = answer.headers.get('location') === `/applications/${applicationId}`
  const status = isDone ? DONE : answer.status
  return { applicationId, status, seconds, sentAt, answeredAt: Date.now(), receipt: receiptIn(text) }
}

const JSON_SENT = { headers: { 'content-type': 'application/json' }, body: '{}' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }

/* A page tells none of its own: it leads on to one that does. */
const receiptIn = (text: string): Answer['receipt'] =>
  (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['receipt']

async function leads({ database, drafts }: OpenCall): Promise<{ personId: string; email: string }[]> {
  const people = [...new Set(drafts.map(({ personId }) => personId))]
  return database
    .owner('accounts')
    .whereIn('person_id', people)
    .select({ personId: 'person_id', email: 'email' })
}

async function signIn(baseUrl: string, accountId: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, functionId: null }),
  })
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
