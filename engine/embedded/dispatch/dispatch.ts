import type { Logger } from 'pino'
import { listen } from '../../../db/platform/listen.ts'
import type { ActivatedJob, JobSubscription } from '../../port.ts'
import { connect, read } from '../database.ts'
import type { Pool } from '../database.ts'
import { JOBS_CHANNEL } from '../interpreter/flush.ts'
import { createRootQueue } from './root-queue.ts'
import type { Chosen } from './root-queue.ts'

const IN_FLIGHT = 32
const SWEEP_MS = 1_000
/* A sweep looks at what fell due in the last minute, every thirtieth at all: a held snapshot leaves dead rows by the hundred
   thousand before it, which nobody needs to pass each second. */
const LOOK_BACK_SECONDS = 60
const WHOLE_SWEEP_EVERY = 30
const EVER_SECONDS = 1e9

interface DispatchParts {
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
  const add = (due: readonly DueRoot[]): void => {
    for (const { rootKey, jobKey } of due) roots.add(rootKey, jobKey)
    pump.wake()
  }
  const sweepBack = (seconds: number): void =>
    void read<DueRoot>(parts.pool, 'roots-with-jobs', [DUE_ROOTS, types, seconds])
      .then(add)
      .catch(() => undefined)
  let sweeps = 0
  const sweeping = setInterval(() => {
    sweeps += 1
    sweepBack(sweeps % WHOLE_SWEEP_EVERY === 0 ? EVER_SECONDS : LOOK_BACK_SECONDS)
  }, SWEEP_MS)
  const onTold = (told: string): void => {
    const [rootKey = '', jobKey = '0'] = told.split(':')
    add([{ rootKey, jobKey }])
  }
  const listening = listen(
    { channel: JOBS_CHANNEL, connect: () => connect(parts.url), log: parts.log },
    { onTold, onListening: () => sweepBack(EVER_SECONDS) },
  )
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
  const share = Math.max(1, Math.floor(room / chosen.length))
  const taken = await activate(pool, { chosen, share, jobs })
  roots.emptied(chosen, taken, share)
  for (const { rootKey, ...job } of taken) void roots.during(rootKey, onJob(job)).then(pump)
  return taken.length > 0
}

interface DueRoot {
  rootKey: string
  /** The first of its jobs. */
  jobKey: string
}

const DUE_ROOTS = `
select j.root_key as "rootKey", min(j.key) as "jobKey" from (
  select * from engine.jobs j
   where j.due_at <= (select clock_timestamp()) and j.due_at > (select clock_timestamp()) - make_interval(secs => $2::float8)
     and j.type = any($1::text[]) offset 0) j group by j.root_key`

type TakenJob = ActivatedJob & { rootKey: string }

/* Whole rows are locked and leased in one statement: no other process takes them too. Their variables are read in it, so that
   a job is not leased where they cannot be: the nearest scope wins, nothing is seen across a call, only what was asked for.
   Written so that each table has one index to be read by, whatever the statistics say: a root's jobs by their keys and not by
   when they are due, and what belongs to a job row by row ("offset 0"). */
const ACTIVATE = `
with picked as (
  select j.key from unnest($1::bigint[], $2::int[], $5::bigint[]) as r (root_key, room, from_key)
   cross join lateral (
     select j.key from engine.jobs j
      where j.root_key = r.root_key and j.key >= r.from_key and j.due_at + interval '0' <= (select clock_timestamp()) and $3::jsonb ? j.type
      order by j.key limit least(r.room, $4::int) for update skip locked) j),
 taken as (
  update engine.jobs j set due_at = clock_timestamp() + make_interval(secs => ($3::jsonb -> j.type ->> 'leaseMs')::float8 / 1000)
   where j.key = any(array(select key from picked))
  returning j.*)
select t.key, t.root_key as "rootKey", t.element_key as "elementInstanceKey", t.instance_key as "processInstanceKey", t.type, t.retries,
       t.element_id as "elementId", t.process_id as "processId", coalesce(seen.variables, '{}') as variables
  from taken t cross join lateral (
    select jsonb_object_agg(nearest.name, nearest.value) as variables from (
      select distinct on (v.name) v.name, v.value
        from (select * from engine.elements e where e.key = t.element_key offset 0) e
        cross join lateral unnest(e.ancestors || e.key) with ordinality as s (scope_key, depth)
        cross join lateral (select * from engine.variables v where v.scope_key = s.scope_key offset 0) v
       where s.depth >= array_position(e.ancestors || e.key, e.instance_key)
         and (coalesce(jsonb_typeof($3::jsonb -> t.type -> 'names'), 'null') = 'null' or ($3::jsonb -> t.type -> 'names') ? v.name)
       order by v.name, s.depth desc) nearest) seen`

function activate(
  pool: Pool,
  { chosen, share, jobs }: { chosen: readonly Chosen[]; share: number; jobs: JobSubscription['jobs'] },
): Promise<TakenJob[]> {
  const asked = jobs.map(({ type, leaseMs, fetchVariables: names }) => [type, { leaseMs, names }] as const)
  return read<TakenJob>(pool, 'activate', [
    ACTIVATE,
    chosen.map(({ rootKey }) => rootKey),
    chosen.map(({ room }) => room),
    JSON.stringify(Object.fromEntries(asked)),
    share,
    chosen.map(({ from }) => from),
  ])
}
