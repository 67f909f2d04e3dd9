import { demoAccountId } from '../../../app/demo/network-ids.ts'
import type { Role } from '../../../domain/shared/roles.ts'
import { median } from '../median.ts'
import { cpuMs } from './cpu.ts'
import { idText } from './shape.ts'
import type { Started } from './started.ts'

const WARM_UP = 2
/* Asked of each address of a route, to find the one that costs most. */
const TRIES = 3
/* The median of five batches: 50 answers. */
const BATCHES = 5
const IN_BATCH = 10
/* What takes seconds is beyond every limit: it is asked once. */
const SLOW_MS = 1_500
const PATIENCE_MS = 10_000
/* In the place of a status: nobody waited for it. */
const TOO_LATE = 599

interface Asker {
  account: string
  role: Role
}

/** Who asks, by its function, with the lead of that number; of the evaluators one presides. */
export const peopleWith = (lead: number): Readonly<Record<string, Asker | null>> => ({
  'process owner': { account: demoAccountId('PROCESS_OWNER'), role: 'PROCESS_OWNER' },
  'case officer': { account: demoAccountId('CASE_OFFICER_1'), role: 'CASE_OFFICER' },
  secretary: { account: demoAccountId('CASE_OFFICER_2'), role: 'COMMITTEE_SECRETARY' },
  finance: { account: demoAccountId('FINANCE_1'), role: 'FINANCE' },
  chair: { account: demoAccountId('TITULAR_ATS_MILANO'), role: 'COMMITTEE_MEMBER' },
  evaluator: { account: demoAccountId('TITULAR_CCIAA'), role: 'COMMITTEE_MEMBER' },
  lead: { account: idText('ACC', lead), role: 'ALLIANCE_LEAD' },
  member: { account: demoAccountId('MEMBER_CISL'), role: 'NETWORK_MEMBER' },
  nobody: null,
})

/** What an address cost: processor time of application and database, as so many times the bare page's, and time until the answer
 * was whole; medians, in ms. */
export interface Cost {
  status: number
  cpuMs: number
  times: number
  baseMs: number
  wallMs: number
  worstMs: number
  bytes: number
  samples: number
}

/** Signs somebody in, in the function named; gives the cookie. */
export async function signIn({ baseUrl }: Started, asker: Asker | null): Promise<string> {
  if (asker === null) return ''
  const listed = await fetch(`${baseUrl}/api/demo/people`)
  const all = (await listed.json()) as { accountId: string; functionId: string; role: Role }[]
  const one = all.find(({ accountId, role }) => accountId === asker.account && role === asker.role)
  const answer = await fetch(`${baseUrl}/api/session`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ accountId: asker.account, functionId: one?.functionId ?? null }),
  })
  if (answer.status !== 201) throw new Error(`the bench could not sign in as ${asker.role}: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

export interface Asking {
  started: Started
  /** The first process of the database server. */
  server: number
  cookie: string
  /** Ends what the database still does for an answer that nobody waits for. */
  cancel: () => Promise<unknown>
}

type Sample = Pick<Cost, 'status' | 'wallMs' | 'bytes'>
type Batch = { cpuMs: number; answers: Sample[] }
/* The bare page, half as often, and the address, one after the other: the machine is not always as fast. */
type Pair = { base: Batch; own: Batch }

/** What of these addresses of one route its person is shown, or is late, and the one of them that costs most; null where the person is
 * shown none. */
export async function heaviestOf(
  asking: Asking,
  paths: readonly string[],
): Promise<{ shown: readonly string[]; heaviest: string | null }> {
  const tried: { path: string; cost: number }[] = []
  for (const path of paths) {
    const first = await answerOf(asking, path)
    if (first.status !== 200 && first.status < 500) continue
    const alone = paths.length === 1 || first.wallMs > SLOW_MS
    tried.push({ path, cost: alone ? first.wallMs : eachOf(await batchOf(asking, path, TRIES)) })
  }
  const heaviest = tried.toSorted((one, other) => other.cost - one.cost)[0]?.path ?? null
  return { shown: tried.map(({ path }) => path), heaviest }
}

/** Asks for an address, and beside it for the bare page, until the median stands; what comes too late is asked once. */
export async function costOf(asking: Asking, bare: Asking, path: string): Promise<Cost> {
  const pairOf = async (size: number): Promise<Pair> => ({
    base: await batchOf(bare, '/', Math.ceil(size / 2)),
    own: await batchOf(asking, path, size),
  })
  const first = await pairOf(1)
  const [answer] = first.own.answers
  if (answer?.status !== 200 || answer.wallMs > SLOW_MS) return summary([first])
  for (let left = WARM_UP; left > 0; left -= 1) await answerOf(asking, path)
  const pairs: Pair[] = []
  while (pairs.length < BATCHES) pairs.push(await pairOf(IN_BATCH))
  return summary(pairs)
}

const eachOf = ({ cpuMs, answers }: Batch): number => cpuMs / answers.length

function summary(pairs: readonly Pair[]): Cost {
  const answers = pairs.flatMap(({ own }) => own.answers)
  const wall = answers.map(({ wallMs }) => wallMs)
  return {
    status: Math.max(...answers.map(({ status }) => status)),
    cpuMs: median(pairs.map(({ own }) => eachOf(own))),
    times: median(pairs.map(({ own, base }) => eachOf(own) / eachOf(base))),
    baseMs: median(pairs.map(({ base }) => eachOf(base))),
    wallMs: median(wall),
    worstMs: Math.max(...wall),
    bytes: answers[0]?.bytes ?? 0,
    samples: answers.length,
  }
}

/* Processes are looked at before and after several answers: looking costs as much as an answer. */
async function batchOf(asking: Asking, path: string, size: number): Promise<Batch> {
  const pids = { application: asking.started.pid, server: asking.server }
  const before = await cpuMs(pids)
  const answers: Sample[] = []
  while (answers.length < size) answers.push(await answerOf(asking, path))
  return { cpuMs: (await cpuMs(pids)) - before, answers }
}

async function answerOf({ started, cookie, cancel }: Asking, path: string): Promise<Sample> {
  const began = performance.now()
  const answer = await fetch(`${started.baseUrl}${path}`, {
    ...{ headers: { cookie }, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) },
  })
    .then(async (given) => ({ status: given.status, bytes: (await given.arrayBuffer()).byteLength }))
    .catch(async () => {
      await cancel()
      return { status: TOO_LATE, bytes: 0 }
    })
  return { ...answer, wallMs: performance.now() - began }
}
