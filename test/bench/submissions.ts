import { setTimeout as pause } from 'node:timers/promises'
import { accountIdOf } from '../../db/network/person-store.ts'
import { connect } from '../../db/platform/connection.ts'
import { filesOf } from './brought-files.ts'
import type { Brought } from './brought-files.ts'
import type { BenchServer } from './bench-server.ts'
import { cpuSecondsOf } from './cpu.ts'
import type { Figure } from './figures.ts'
import { timed } from './figures.ts'
import { openCall } from './open-call.ts'
import type { OpenCall, OpenDraft } from './open-call.ts'
import { waitFor } from '../support/wait-for.ts'

const SUBMISSIONS = 500
const WITHIN_MS = 5_000
const EVERY_MS = WITHIN_MS / SUBMISSIONS
const BEFORE_CLOSING_MS = 10_000
/* Whoever has files to send begins earlier. */
const WITH_FILES_MS = 120_000
const POOL_SIZE = 20
const SETTLED_WITHIN_MS = 120_000
const MOST_RECEIPT_SECONDS = 2
/* Five seconds of two cores, a third of them left to spare. */
const MOST_CPU_MS = 15
const NONE = { atMost: 0 }

/* What became of a submission: its answer, and how long it took from the moment when it was offered. */
interface Answer {
  applicationId: string
  status: number
  seconds: number
  sentAt: number
  answeredAt: number
  receipt: { receiptNumber: string; arrivedAt: string }
}

/** 500 submissions offered in the last seconds before the hour, over HTTP to the whole application, whatever its answers;
 * then again, each with three files of 200 KB first. Beside them, as many bare insert transactions offered in the same way. */
export async function measureSubmissions(server: BenchServer): Promise<Figure[]> {
  const bare = await bareInserts(server, await server.create('bare'))
  return [
    ...(await offered(server, { name: 'submissions', label: 'of 500 submissions', files: 0, bare })),
    ...(await offered(server, { name: 'filed', label: 'of 500 with three files', files: 3, bare })),
  ]
}

interface Sent {
  headers?: Record<string, string>
  body: string | FormData
}

interface Offer {
  name: string
  label: string
  files: number
  bare: Bare
}

/* As many bare inserts: how long each took, and its CPU in client and database. */
interface Bare {
  p95Ms: number
  cpuMs: number
}

/* What an offering came to: each with what one costs, and how fast all were offered. */
interface Outcome {
  answers: readonly Answer[]
  lost: number
  misplaced: number
  cpuMs: number
  perSecond: number
}

async function offered(server: BenchServer, offer: Offer): Promise<Figure[]> {
  const call = await openCall(server, offer.name, SUBMISSIONS)
  try {
    const send = await senderTo(call, offer.files)
    const offsetMs = await call.approachClosing(offer.files === 0 ? BEFORE_CLOSING_MS : WITH_FILES_MS)
    const spent = () => server.cpuSeconds() + call.cpuSeconds()
    const before = spent()
    const answers = await Promise.all(call.drafts.map((draft, index) => later(index, () => send(draft))))
    const cpuMs = ((spent() - before) * 1_000) / SUBMISSIONS
    const sent = answers.map(({ sentAt }) => sentAt)
    const perSecond = (SUBMISSIONS * 1_000) / (Math.max(...sent) - Math.min(...sent))
    const lost = await lostOf(call, answers)
    const out = await misplaced(call, answers, offsetMs)
    return figures(offer, { answers, lost, misplaced: out, cpuMs, perSecond })
  } finally {
    await call.stop()
  }
}

/* Each at its moment, whether or not those before are answered. */
async function later<T>(index: number, work: () => Promise<T>): Promise<T> {
  await pause(index * EVERY_MS)
  return work()
}

async function senderTo(call: OpenCall, files: number): Promise<(draft: OpenDraft) => Promise<Answer>> {
  const cookies = new Map<string, string>()
  for (const { personId, email } of await leads(call))
    cookies.set(personId, await signIn(call.baseUrl, accountIdOf(email)))
  const brought = files === 0 ? new Map<string, Brought[]>() : await filesOf(call, files)
  return async (draft) => {
    const post = async (path: string, init: Sent) => {
      const headers = { ...init.headers, cookie: cookies.get(draft.personId) ?? '' }
      return fetch(`${call.baseUrl}/api/applications/${draft.applicationId}/${path}`, {
        ...{ method: 'POST', ...init, headers },
      })
    }
    for (const { kind, fileName, content } of brought.get(draft.applicationId) ?? []) {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(content)]), fileName)
      const answer = await post(`attachments/${kind}`, { body: form })
      if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`)
      await answer.arrayBuffer()
    }
    return submit(draft, post)
  }
}

async function submit(
  { applicationId }: OpenDraft,
  post: (path: string, init: Sent) => Promise<Response>,
): Promise<Answer> {
  const sentAt = Date.now()
  const started = performance.now()
  const json = { headers: { 'content-type': 'application/json' }, body: '{}' }
  const answer = await post('submit', json)
  const receipt = (await answer.json()) as Answer['receipt']
  const seconds = (performance.now() - started) / 1_000
  return { applicationId, status: answer.status, seconds, sentAt, answeredAt: Date.now(), receipt }
}

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

/* Accepted, and yet without row, audit row, message or mail, or never seen by its review. */
async function lostOf({ database }: OpenCall, answers: readonly Answer[]): Promise<number> {
  const receipts = answers.filter(({ status }) => status === 200)
  const kept = async () => {
    const { rows } = await database.owner.raw<{ rows: { id: string; receiptNumber: string }[] }>(WHOLE)
    return rows.length >= receipts.length ? rows : null
  }
  const rows = await waitFor('every review', SETTLED_WITHIN_MS, kept).catch(() => [])
  const known = new Map(rows.map((row) => [row.id, row.receiptNumber]))
  return receipts.filter((one) => known.get(one.applicationId) !== one.receipt.receiptNumber).length
}

const WHOLE = `
select a.id, a.receipt_number as "receiptNumber" from applications a
 where (select count(*) from audit_entries e where e.subject_id = a.id and e.action = 'submit-application') = 1
   and (select count(*) from outbox o where o.kind = 'MAIL' and o.state = 'SENT'
           and o.payload ->> 'subject' = 'Ricevuta di presentazione ' || a.receipt_number) = 1
   and exists (select from outbox o where o.kind = 'PUBLISH_MESSAGE' and o.stream = 'message:' || a.id and o.state = 'RECEIVED')`

/* Numbers out of the order of commits, and arrivals that are not between sending and answer, or not before the hour. */
async function misplaced(
  { database, closesAt }: OpenCall,
  answers: readonly Answer[],
  offsetMs: number,
): Promise<number> {
  const { rows } = await database.owner.raw<{ rows: { id: string; number: number; arrivedAt: Date }[] }>(
    IN_ORDER,
  )
  const given = new Map(answers.map((one) => [one.applicationId, one]))
  return rows.filter(({ id, number, arrivedAt }, index) => {
    const one = given.get(id)
    if (one === undefined) return true
    const arrived = arrivedAt.getTime()
    const isKept = arrived === Date.parse(one.receipt.arrivedAt) && arrivedAt < closesAt
    const isTrue = one.sentAt + offsetMs <= arrived && arrived <= one.answeredAt + offsetMs
    return number !== index + 1 || !isKept || !isTrue
  }).length
}

const IN_ORDER = `
select a.id, substring(a.code from '-([0-9]+)$')::int as number, a.arrived_at as "arrivedAt"
  from audit_entries e join applications a on a.id = e.subject_id
 where e.action = 'submit-application' order by pg_xact_commit_timestamp(e.xmin), e.sequence`

async function bareInserts(server: BenchServer, url: string): Promise<Bare> {
  const knex = connect({ url, poolSize: POOL_SIZE })
  try {
    await knex.raw('create table bare (id integer primary key, at timestamptz not null default now())')
    const insert = (id: number) => timed(() => knex.transaction((tx) => tx('bare').insert({ id })))
    const spent = () => cpuSecondsOf(process.pid)
    const before = spent()
    const all = Array.from({ length: SUBMISSIONS }, (_, index) => later(index, () => insert(index)))
    return { p95Ms: p95(await Promise.all(all)), cpuMs: ((spent() - before) * 1_000) / SUBMISSIONS }
  } finally {
    await knex.destroy()
  }
}

function at(share: number, numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? Number.NaN
}
const p95 = (numbers: readonly number[]): number => at(0.95, numbers)

function figures(
  { name, label, bare }: Offer,
  { answers, lost, misplaced, cpuMs, perSecond }: Outcome,
): Figure[] {
  const seconds = answers.map((one) => one.seconds)
  const refused = answers.filter(({ status }) => status !== 200)
  const why = refused[0] ? `first: ${refused[0].status} ${JSON.stringify(refused[0].receipt)}` : ''
  const count = (key: string, what: string, value: number, detail = ''): Figure => ({
    ...{ name: `${name}${key}`, label: `${label}: ${what}`, value, unit: '', limit: NONE, detail },
  })
  return [
    count('Lost', 'lost', lost, 'row, audit row, mail and message of each'),
    count('Refused', 'refused', refused.length, why),
    count('Misplaced', 'out of order', misplaced, 'by commit, and each at its arrival'),
    {
      ...{ name: `${name}Receipt`, label: `${label}: from offering to receipt, p95`, value: p95(seconds) },
      ...{ unit: 's', limit: { atMost: MOST_RECEIPT_SECONDS } },
      detail: `median ${at(0.5, seconds).toFixed(3)}, a bare insert's p95 ${(bare.p95Ms / 1_000).toFixed(3)}`,
    },
    {
      ...{ name: `${name}Cpu`, label: `${label}: CPU until the last receipt, each`, value: cpuMs },
      ...{ unit: 'ms', limit: { atMost: MOST_CPU_MS } },
      detail: `a bare insert's ${bare.cpuMs.toFixed(1)}; offered ${perSecond.toFixed(0)} a second`,
    },
  ]
}
