import type { Knex } from 'knex'

/* What the protocol tells and the port does not: read from the engine's rows. */
async function readRows<T>(knex: Knex, sql: string, values: readonly (string | Date | string[])[] = []) {
  return (await knex.raw<{ rows: T[] }>(sql, [...values])).rows
}

export interface MessageName {
  name: string
  correlationKey: string
  messageId: string
}

/** True where a message of this id has been taken, and lives. */
export async function hasMessage(
  knex: Knex,
  { name, correlationKey, messageId }: MessageName,
  now: Date,
): Promise<boolean> {
  const found = await readRows(
    knex,
    'select from engine.messages m where m.name = ? and m.correlation_key = ? and m.message_id = ? and m.expires_at > ?',
    [name, correlationKey, messageId, now],
  )
  return found.length > 0
}

/** The key of a message; one that is forgotten at once, for it has no correlation key, gets one of its own. */
export async function keyOfMessage(
  knex: Knex,
  { name, correlationKey, messageId }: MessageName,
): Promise<string> {
  const [found] = await readRows<{ key: string }>(
    knex,
    'select m.key::text from engine.messages m where m.name = ? and m.correlation_key = ? and m.message_id = ?',
    [name, correlationKey, messageId],
  )
  return found?.key ?? String(Date.now())
}

export interface DeployedRow {
  key: string
  kind: 'PROCESS' | 'DECISION' | 'FORM'
  id: string
  version: number
  deploymentKey: string
  fileName: string
}
const DEPLOYED = `select r.key::text, r.kind, r.id, r.version, r.deployment_key::text as "deploymentKey", r.file_name as "fileName"
  from engine.resources r`

/** What was deployed with these contents. */
export const deploymentsOf = (knex: Knex, hashes: string[]): Promise<DeployedRow[]> =>
  readRows<DeployedRow>(knex, `${DEPLOYED} where r.sha256 = any(?::text[]) order by r.key`, [hashes])

/** Every version of every process. */
export const processVersions = (knex: Knex): Promise<DeployedRow[]> =>
  readRows<DeployedRow>(knex, `${DEPLOYED} where r.kind = 'PROCESS' order by r.key`)

/** The version of a process definition; null where no process has this key. */
export async function versionOf(knex: Knex, key: string): Promise<number | null> {
  return (await processVersions(knex)).find((one) => one.key === key)?.version ?? null
}

/** The model of a process definition; null where no process has this key. */
export async function modelOf(knex: Knex, key: string): Promise<string | null> {
  const sql = `select r.content from engine.resources r where r.kind = 'PROCESS' and r.key = ?`
  return (await readRows<{ content: string }>(knex, sql, [key]))[0]?.content ?? null
}

export interface ElementRow {
  key: string
  elementId: string
  kind: string
  state: 'ACTIVE' | 'COMPLETED' | 'TERMINATED'
  hasIncident: boolean
  instanceKey: string
  processId: string
  definitionKey: string
  startedAt: Date
  endedAt: Date | null
}
const ELEMENTS = `
select e.key::text, e.element_id as "elementId", e.kind, e.state, e.has_incident as "hasIncident", i.key::text as "instanceKey",
       i.process_id as "processId", i.resource_key::text as "definitionKey", e.entered_at as "startedAt", e.ended_at as "endedAt"
  from engine.instances i join lateral (
    select e.key, e.element_id, e.kind, 'ACTIVE' as state, e.entered_at, null::timestamptz as ended_at,
           exists (select from engine.incidents f where f.element_key = e.key and f.resolved_at is null) as has_incident
      from engine.elements e where e.instance_key = i.key and e.state <> 'ARRIVED'
    union all
    select h.key, h.element_id, h.kind, case h.outcome when 'NOT_MADE' then 'TERMINATED' else h.outcome end, h.entered_at, h.ended_at, false
      from engine.history h where h.instance_key = i.key and h.kind <> 'FLOW') e on true
 where i.key = ? order by e.key`

/** The element instances of a process instance: those that live, and those that have ended. */
export const elementsOf = (knex: Knex, instanceKey: string): Promise<ElementRow[]> =>
  readRows<ElementRow>(knex, ELEMENTS, [instanceKey])

/** The sequence flows that an instance has taken, each as often. */
export const flowsOf = (knex: Knex, instanceKey: string): Promise<{ key: string; elementId: string }[]> =>
  readRows(
    knex,
    `select h.key::text, h.element_id as "elementId" from engine.history h where h.instance_key = ? and h.kind = 'FLOW' order by h.key`,
    [instanceKey],
  )

/** Whether a user task lives. */
export async function isOpenTask(knex: Knex, key: string): Promise<boolean> {
  const found = await readRows(
    knex,
    `select from engine.elements e where e.key = ? and e.kind = 'USER_TASK'`,
    [key],
  )
  return found.length > 0
}

/** The process instances in which an incident is open. */
export async function withOpenIncidents(knex: Knex): Promise<string[]> {
  const found = await readRows<{ key: string }>(
    knex,
    'select distinct f.instance_key::text as key from engine.incidents f where f.resolved_at is null',
  )
  return found.map(({ key }) => key)
}
