import type { Logger } from 'pino'
import type { ActivatedJob, JobSubscription } from '../../port.ts'
import { read } from '../database.ts'
import type { Pool } from '../database.ts'
import { JOBS_CHANNEL } from '../interpreter/flush.ts'
import { listen } from './listen.ts'
import { createRootQueue } from './root-queue.ts'
import type { Chosen } from './root-queue.ts'

const IN_FLIGHT = 32
const SWEEP_MS = 1_000

export interface DispatchParts {
  pool: Pool
  url: string
  log: Logger
}

/** Hands jobs out: of each root in turn, woken by what was committed, and once a second by what came back or was missed. */
export function startDispatch(
  parts: DispatchParts,
  subscription: JobSubscription,
): { stop: () => Promise<void> } {
  const roots = createRootQueue()
  const pump = createPump(
    () => takeJobs({ ...parts, roots, pump: () => pump.wake() }, subscription),
    parts.log,
  )
  const types = subscription.jobs.map(({ type }) => type)
  const add = (rootKeys: readonly string[]): void => {
    for (const rootKey of rootKeys) roots.add(rootKey)
    pump.wake()
  }
  const sweep = (): void =>
    void read<{ rootKey: string }>(parts.pool, 'roots-with-jobs', [DUE_ROOTS, types])
      .then((due) => add(due.map(({ rootKey }) => rootKey)))
      .catch(() => undefined)
  const sweeping = setInterval(sweep, SWEEP_MS)
  const onTold = (rootKey: string): void => add([rootKey])
  const listening = listen({ ...parts, channel: JOBS_CHANNEL }, { onTold, onListening: sweep })
  return {
    async stop() {
      clearInterval(sweeping)
      await listening.stop()
      await pump.stop()
      await roots.idle()
    },
  }
}

/* One taking at a time; what wakes it meanwhile makes it go round once more. */
function createPump(
  take: () => Promise<boolean>,
  log: Logger,
): { wake: () => void; stop: () => Promise<void> } {
  let turning: Promise<void> | null = null
  let again = false
  let stopping = false
  const turn = async (): Promise<void> => {
    while (again && !stopping) {
      again = false
      const found = await take().catch((error: unknown) => {
        log.warn({ err: error }, 'engine: no job could be taken')
        return false
      })
      again ||= found
    }
    turning = null
  }
  return {
    wake() {
      again = true
      turning ??= turn()
    },
    async stop() {
      stopping = true
      await turning
    },
  }
}

type Taking = DispatchParts & { roots: ReturnType<typeof createRootQueue>; pump: () => void }

/* True when there were jobs: there may be more. */
async function takeJobs({ pool, roots, pump }: Taking, { jobs, onJob }: JobSubscription): Promise<boolean> {
  const room = IN_FLIGHT - roots.inFlight()
  const chosen = roots.choose(room)
  if (chosen.length === 0) return false
  const leases = Object.fromEntries(jobs.map(({ type, leaseMs }) => [type, leaseMs / 1000]))
  const share = Math.max(1, Math.floor(room / chosen.length))
  const taken = await activate(pool, { chosen, share, leases })
  roots.emptied(chosen, taken, share)
  const fetched = new Map(jobs.map(({ type, fetchVariables }) => [type, fetchVariables]))
  for (const { rootKey, job } of await withVariables(pool, taken, (type) => fetched.get(type) ?? null))
    void roots.during(rootKey, onJob(job)).then(pump)
  return taken.length > 0
}

const DUE_ROOTS = `
select distinct j.root_key as "rootKey" from engine.jobs j where j.due_at <= (select clock_timestamp()) and j.type = any($1::text[])`

interface TakenJob {
  key: string
  rootKey: string
  elementKey: string
  instanceKey: string
  type: string
  retries: number
  elementId: string
  processId: string
}

/* Whole rows are locked and leased in one statement: no other process takes them too. */
function activate(
  pool: Pool,
  { chosen, share, leases }: { chosen: readonly Chosen[]; share: number; leases: Record<string, number> },
): Promise<TakenJob[]> {
  return read<TakenJob>(pool, 'activate', [
    `with picked as (
       select j.key from unnest($1::bigint[], $2::int[]) as r (root_key, room)
        cross join lateral (
          select j.key from engine.jobs j
           where j.root_key = r.root_key and j.due_at <= (select clock_timestamp()) and $3::jsonb ? j.type
           order by j.key limit least(r.room, $4::int) for update skip locked) j)
     update engine.jobs j set due_at = clock_timestamp() + make_interval(secs => ($3::jsonb ->> j.type)::float8)
       from picked where j.key = picked.key
     returning j.key, j.root_key as "rootKey", j.element_key as "elementKey", j.instance_key as "instanceKey", j.type, j.retries,
               j.element_id as "elementId", j.process_id as "processId"`,
    chosen.map(({ rootKey }) => rootKey),
    chosen.map(({ room }) => room),
    JSON.stringify(leases),
    share,
  ])
}

type Wanted = (type: string) => readonly string[] | null

/* The nearest scope wins, and nothing is seen across a call; only what was asked for is read. */
async function withVariables(
  pool: Pool,
  jobs: readonly TakenJob[],
  wanted: Wanted,
): Promise<{ rootKey: string; job: ActivatedJob }[]> {
  if (jobs.length === 0) return []
  const rows = await read<{ elementKey: string; name: string; value: unknown }>(pool, 'job-variables', [
    `select distinct on (e.key, v.name) e.key as "elementKey", v.name, v.value
       from unnest($1::bigint[], $2::text[]) as w (element_key, names) join engine.elements e on e.key = w.element_key
       cross join lateral unnest(e.ancestors || e.key) with ordinality as s (scope_key, depth)
       join engine.variables v on v.scope_key = s.scope_key and (w.names is null or v.name = any(w.names::text[]))
      where s.depth >= array_position(e.ancestors || e.key, e.instance_key)
      order by e.key, v.name, s.depth desc`,
    jobs.map(({ elementKey }) => elementKey),
    jobs.map(({ type }) => namesOf(wanted(type))),
  ])
  const seen = new Map<string, Record<string, unknown>>()
  for (const { elementKey, name, value } of rows)
    seen.set(elementKey, { ...seen.get(elementKey), [name]: value })
  return jobs.map(({ rootKey, elementKey, instanceKey, ...job }) => ({
    rootKey,
    job: {
      ...job,
      elementInstanceKey: elementKey,
      processInstanceKey: instanceKey,
      variables: seen.get(elementKey) ?? {},
    },
  }))
}

/* An array of arrays would have to be even: each list goes as the text of one. */
const namesOf = (names: readonly string[] | null): string | null =>
  names === null ? null : `{${names.map((name) => JSON.stringify(name)).join(',')}}`
