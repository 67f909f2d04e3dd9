import type { Knex } from 'knex'

/** One request of a client for jobs. */
export interface ActivationRequest {
  type: string
  /** How long the jobs are left to the client, in milliseconds. */
  timeoutMs: number
  atMost: number
  /** Empty: all variables that the element sees. */
  fetchVariables: string[]
  /** How long to wait for the first job, in milliseconds; 0 or less: not at all. */
  waitMs: number
  /** False once the client has gone: nothing is activated for it any more. */
  isOpen: () => boolean
}

/** A job as it is handed to a client; keys are the engine's own. */
export interface TakenJob {
  key: string
  type: string
  retries: number
  processId: string
  instanceKey: string
  elementId: string
  elementKey: string
  version: number
  definitionKey: string
  deadline: Date
  variables: Record<string, unknown>
}

/** Of these job types those of which a job may be handed out now. */
export async function typesWithJobs(knex: Knex, types: string[]): Promise<Set<string>> {
  if (types.length === 0) return new Set()
  const { rows } = await knex.raw<{ rows: { type: string }[] }>(
    'select distinct j.type from engine.jobs j where j.due_at <= clock_timestamp() and j.type = any(?::text[])',
    [types],
  )
  return new Set(rows.map(({ type }) => type))
}

/** Leases jobs of one type to one client. */
export async function takeJobs(
  knex: Knex,
  { type, atMost, timeoutMs, fetchVariables }: ActivationRequest,
): Promise<TakenJob[]> {
  const { rows } = await knex.raw<{ rows: Omit<TakenJob, 'variables'>[] }>(TAKE, [
    ...[type, atMost, timeoutMs / 1_000],
  ])
  const seen = await variablesOf(knex, rows, fetchVariables)
  return rows.map((row) => ({ ...row, variables: seen.get(row.elementKey) ?? {} }))
}

/* As the engine hands its jobs out: what another takes at the same moment is left to it. */
const TAKE = `
with picked as (
  select j.key from engine.jobs j where j.type = ? and j.due_at <= clock_timestamp() order by j.key limit ? for update skip locked),
taken as (
  update engine.jobs j set due_at = clock_timestamp() + make_interval(secs => ?) from picked where j.key = picked.key returning j.*)
select t.key::text, t.type, t.retries, t.process_id as "processId", t.instance_key::text as "instanceKey", t.element_id as "elementId",
       t.element_key::text as "elementKey", r.version, r.key::text as "definitionKey", t.due_at as deadline
  from taken t join engine.elements e on e.key = t.element_key join engine.resources r on r.key = e.resource_key`

/* The nearest scope wins, and nothing is seen across a call. */
async function variablesOf(
  knex: Knex,
  jobs: readonly { elementKey: string }[],
  names: string[],
): Promise<Map<string, Record<string, unknown>>> {
  const seen = new Map<string, Record<string, unknown>>()
  if (jobs.length === 0) return seen
  const { rows } = await knex.raw<{ rows: { elementKey: string; name: string; value: unknown }[] }>(SEEN, [
    jobs.map(({ elementKey }) => elementKey),
    names.length === 0 ? null : names,
  ])
  for (const { elementKey, name, value } of rows)
    seen.set(elementKey, { ...seen.get(elementKey), [name]: value })
  return seen
}

const SEEN = `
select distinct on (e.key, v.name) e.key::text as "elementKey", v.name, v.value
  from engine.elements e cross join lateral unnest(e.ancestors || e.key) with ordinality as s (scope_key, depth)
  join engine.variables v on v.scope_key = s.scope_key
 where e.key = any(?::bigint[]) and (v.name = any(?::text[])) is not false
   and s.depth >= array_position(e.ancestors || e.key, e.instance_key)
 order by e.key, v.name, s.depth desc`
