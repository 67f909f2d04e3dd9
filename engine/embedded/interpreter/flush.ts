import { query } from '../database.ts'
import type { Turn } from './turn.ts'

/** PostgreSQL channel on which a root's key is told when there are new jobs below it. */
export const JOBS_CHANNEL = 'engine_jobs'

/** Writes what a turn has made of its rows, each table at once, and wakes the workers for new jobs. */
export async function flush(turn: Turn): Promise<void> {
  const { created, changed, ended } = turn.changes()
  const lives = ({ elementKey }: { elementKey: string }): boolean => turn.isLiving(elementKey)
  await removeEnded(turn, ended)
  await removeGone(turn)
  await endInstances(turn)
  await insert(turn, 'instances', instancesOf(turn))
  await insert(turn, 'elements', created)
  await update(turn, changed)
  await writeVariables(turn)
  await insert(
    turn,
    'loop_values',
    turn.loopValues.filter(({ scopeKey }) => turn.isLiving(scopeKey)),
  )
  await insert(turn, 'timers', turn.timers.filter(isAwaited(turn)))
  await insert(turn, 'subscriptions', turn.subscriptions.filter(isAwaited(turn)))
  await insert(turn, 'incidents', turn.incidents.filter(lives))
  await insert(turn, 'history', turn.history)
  await insert(turn, 'jobs', turn.jobs.filter(lives))
}

function isAwaited(turn: Turn) {
  return ({ elementKey, eventId }: { elementKey: string; eventId: string }): boolean =>
    turn.isLiving(elementKey) && !turn.closedEvents.get(elementKey)?.has(eventId)
}

/* One statement for all that hangs on the rows that ended: most turns end one element on which nothing hangs. */
async function removeEnded({ client, now }: Turn, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await query(client, 'remove-ended', [
    `with variables as (delete from engine.variables v where v.scope_key = any($1::bigint[])),
      loops as (delete from engine.loop_values v where v.scope_key = any($1::bigint[])),
      jobs as (delete from engine.jobs j where j.element_key = any($1::bigint[])),
      timers as (delete from engine.timers t where t.element_key = any($1::bigint[])),
      subscriptions as (delete from engine.subscriptions s where s.element_key = any($1::bigint[])),
      incidents as (update engine.incidents i set resolved_at = $2 where i.element_key = any($1::bigint[]) and i.resolved_at is null)
     delete from engine.elements e where e.key = any($1::bigint[])`,
    keys,
    now,
  ])
}

async function removeGone(turn: Turn): Promise<void> {
  const { client, gone, closedEvents, now } = turn
  const jobs = [...gone.jobs].filter(([, elementKey]) => turn.isLiving(elementKey)).map(([key]) => key)
  if (jobs.length > 0)
    await query(client, 'remove-jobs', ['delete from engine.jobs j where j.key = any($1::bigint[])', jobs])
  if (gone.timers.size > 0)
    await query(client, 'remove-timers', [
      'delete from engine.timers t where t.key = any($1::bigint[])',
      [...gone.timers],
    ])
  if (gone.incidents.size > 0)
    await query(client, 'resolve-incidents', [
      'update engine.incidents i set resolved_at = $2 where i.key = any($1::bigint[])',
      ...[[...gone.incidents], now],
    ])
  for (const [elementKey, events] of closedEvents)
    await query(client, 'close-events', [
      `with timers as (delete from engine.timers t where t.element_key = $1 and t.event_id = any($2::text[]))
       delete from engine.subscriptions s where s.element_key = $1 and s.event_id = any($2::text[])`,
      ...[elementKey, [...events]],
    ])
}

async function endInstances({ client, endedInstances, now }: Turn): Promise<void> {
  for (const outcome of ['COMPLETED', 'TERMINATED'] as const) {
    const keys = endedInstances.filter((one) => one.outcome === outcome).map(({ key }) => key)
    if (keys.length === 0) continue
    await query(client, 'end-instances', [
      'update engine.instances i set ended_at = $2, outcome = $3 where i.key = any($1::bigint[])',
      ...[keys, now, outcome],
    ])
  }
}

/* What began and ended in one turn, as a call that a waiting message left at once, is written as ended. */
function instancesOf({ instances, endedInstances, now }: Turn): object[] {
  const outcomes = new Map(endedInstances.map(({ key, outcome }) => [key, outcome]))
  return instances.map((row) => {
    const outcome = outcomes.get(row.key) ?? null
    return { ...row, endedAt: outcome && now, outcome }
  })
}

const columns = {
  instances: [
    ...['key', 'root_key', 'caller_key', 'process_id', 'resource_key', 'start_key', 'started_at'],
    ...['ended_at', 'outcome'],
  ],
  elements: [
    ...['key', 'root_key', 'instance_key', 'scope_key', 'ancestors', 'resource_key', 'element_id', 'kind'],
    ...['state', 'listener', 'children', 'loop_counter', 'loop_size', 'flow_id', 'entered_at'],
  ],
  variables: ['scope_key', 'name', 'value'],
  loop_values: ['scope_key', 'kind', 'position', 'value'],
  timers: ['key', 'root_key', 'element_key', 'event_id', 'due_at', 'cycle', 'repetitions'],
  subscriptions: ['key', 'root_key', 'element_key', 'process_id', 'event_id', 'name', 'correlation_key'],
  incidents: [
    ...['key', 'root_key', 'instance_key', 'element_key', 'element_id', 'job_key', 'step', 'code'],
    ...['violated_constraint', 'sentence', 'created_at'],
  ],
  history: [
    ...['key', 'root_key', 'instance_key', 'element_id', 'kind', 'outcome', 'entered_at', 'ended_at'],
  ],
  jobs: [
    ...[
      'key',
      'root_key',
      'instance_key',
      'element_key',
      'process_id',
      'element_id',
      'type',
      'phase',
      'retries',
    ],
  ],
}
type Table = keyof typeof columns

/* After the rows: a new job wakes the workers, a value of a variable takes the place of the one before. */
const endings: Partial<Record<Table, (inserted: string) => string>> = {
  variables: (inserted) => `${inserted} on conflict (scope_key, name) do update set value = excluded.value`,
  jobs: (inserted) =>
    `with made as (${inserted} returning root_key, key)
     select pg_notify('${JOBS_CHANNEL}', made.root_key || ':' || min(made.key)) from made group by made.root_key`,
}

/* A value that is null is JSON's null, which the populated record gives as SQL's. */
const read = (column: string): string => (column === 'value' ? `coalesce(r.value, 'null')` : `r.${column}`)

function insertion(table: Table): string {
  const list = columns[table].join(', ')
  const inserted = `insert into engine.${table} (${list})
    select ${columns[table].map(read).join(', ')} from jsonb_populate_recordset(null::engine.${table}, $1::jsonb) r`
  return endings[table]?.(inserted) ?? inserted
}
const insertions = Object.fromEntries(
  (Object.keys(columns) as Table[]).map((table) => [table, insertion(table)]),
) as Record<Table, string>

async function insert({ client }: Turn, table: Table, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  await query(client, `insert-${table}`, [insertions[table], asJson(rows)])
}

async function update({ client }: Turn, rows: readonly { key: string }[]): Promise<void> {
  if (rows.length === 0) return
  await query(client, 'update-elements', [
    `update engine.elements e set state = r.state, listener = r.listener, children = r.children, loop_size = r.loop_size, flow_id = r.flow_id
       from jsonb_populate_recordset(null::engine.elements, $1::jsonb) r where e.key = r.key and e.key = any($2::bigint[])`,
    asJson(rows),
    rows.map(({ key }) => key),
  ])
}

async function writeVariables(turn: Turn): Promise<void> {
  const rows = [...turn.variables].flatMap(([scopeKey, values]) =>
    turn.isLiving(scopeKey)
      ? [...values]
          .filter(([, { changed }]) => changed)
          .map(([name, { value }]) => ({ scopeKey, name, value }))
      : [],
  )
  await insert(turn, 'variables', rows)
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const asJson = (rows: readonly object[]): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value])),
    ),
  )
