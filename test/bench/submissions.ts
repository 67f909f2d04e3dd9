import { setTimeout as pause } from 'node:timers/promises'
import { connect } from '../../db/platform/connection.ts'
import type { BenchServer } from './bench-server.ts'
import { cpuSecondsOf } from './cpu.ts'
import type { Figure } from './figures.ts'
import { timed } from './figures.ts'
import { openCall } from './open-call.ts'
import type { OpenCall } from './open-call.ts'
import { DONE, senderTo } from './submission-sender.ts'
import type { Answer, Way } from './submission-sender.ts'
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
/* Five seconds of two cores, a third of them left to spare; of those with files what it costs is told, for nothing says how fast they come. */
const MOST_CPU_MS = 15
const NONE = { atMost: 0 }

/** 500 submissions offered in the last seconds before the hour, over HTTP to the whole application, whatever its answers: over the API,
 * then by the form of the page that presents, opened before as people do; then again so, each with three files of 200 KB first, which the
 * page's script uploads. Beside them, as many bare insert transactions offered in the same way. */
export async function measureSubmissions(server: BenchServer): Promise<Figure[]> {
  const bare = await bareInserts(server, await server.create('bare'))
  return [
    ...(await offered(server, {
      name: 'submissions',
      label: 'of 500 submissions',
      way: 'API',
      files: 0,
      bare,
    })),
    ...(await offered(server, { name: 'pages', label: 'of 500 by the page', way: 'PAGE', files: 0, bare })),
    ...(await offered(server, {
      name: 'filed',
      label: 'of 500 with three files',
      way: 'PAGE',
      files: 3,
      bare,
    })),
  ]
}

interface Offer {
  name: string
  label: string
  way: Way
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
    const sender = await senderTo(call, offer)
    const offsetMs = await call.approachClosing(offer.files === 0 ? BEFORE_CLOSING_MS : WITH_FILES_MS)
    const spent = () => server.cpuSeconds() + call.cpuSeconds()
    const before = spent()
    const answers = await Promise.all(
      call.drafts.map((draft, index) => later(index, () => sender.send(draft))),
    )
    const cpuMs = ((spent() - before) * 1_000) / SUBMISSIONS
    const sent = answers.map(({ sentAt }) => sentAt)
    const perSecond = (SUBMISSIONS * 1_000) / (Math.max(...sent) - Math.min(...sent))
    const told = await Promise.all(answers.map(sender.receipt))
    const lost = await lostOf(call, told)
    const out = await misplaced(call, told, offsetMs)
    return figures(offer, { answers: told, lost, misplaced: out, cpuMs, perSecond })
  } finally {
    await call.stop()
  }
}

/* Each at its moment, whether or not those before are answered. */
async function later<T>(index: number, work: () => Promise<T>): Promise<T> {
  await pause(index * EVERY_MS)
  return work()
}

/* Accepted, and yet without row, audit row, message or mail, or never seen by its review. */
async function lostOf({ database }: OpenCall, answers: readonly Answer[]): Promise<number> {
  const receipts = answers.filter(({ status }) => status === DONE)
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
  { name, label, files, bare }: Offer,
  { answers, lost, misplaced, cpuMs, perSecond }: Outcome,
): Figure[] {
  const seconds = answers.map((one) => one.seconds)
  const refused = answers.filter(({ status }) => status !== DONE)
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
      ...{ unit: 'ms', limit: files === 0 ? { atMost: MOST_CPU_MS } : null },
      detail: `a bare insert's ${bare.cpuMs.toFixed(1)}; offered ${perSecond.toFixed(0)} a second`,
    },
  ]
}
