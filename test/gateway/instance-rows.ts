import type { Knex } from 'knex'
import type { FoundInstance } from '../../domain/process/instance-reads.ts'

/** An instance with the element that called it, and whether it or one that it called stands still. */
export interface InstanceRow extends FoundInstance {
  callerKey: string | null
  callerInstanceKey: string | null
  stopped: boolean
}

interface OfInstance {
  key: string
  instanceKey: string
}
export interface VariableRow extends OfInstance {
  scopeKey: string
  name: string
  value: unknown
}
export interface JobRow extends OfInstance {
  elementKey: string
  elementId: string
  type: string
  retries: number
}
export interface SubscriptionRow extends OfInstance {
  elementKey: string
  elementId: string
  name: string
  correlationKey: string
}

async function readRows<T>(knex: Knex, sql: string, value: string | string[]): Promise<T[]> {
  return (await knex.raw<{ rows: T[] }>(sql, [value])).rows
}

const INSTANCES = `
select i.key::text, i.process_id as "processId", coalesce(i.outcome, 'ACTIVE') as state, i.started_at as "startedAt", i.ended_at as "endedAt",
       i.caller_key::text as "callerKey", c.instance_key::text as "callerInstanceKey",
       exists (select from engine.incidents f join engine.elements e on e.key = f.element_key
                where f.resolved_at is null and (f.instance_key = i.key or i.key = any(e.ancestors))) as stopped
  from engine.instances i left join (
    select e.key, e.instance_key from engine.elements e union all select h.key, h.instance_key from engine.history h) c on c.key = i.caller_key`

/** The instances with these keys. */
export const instancesOf = (knex: Knex, keys: string[]): Promise<InstanceRow[]> =>
  readRows<InstanceRow>(knex, `${INSTANCES} where i.key = any(?::bigint[])`, keys)

/** Those that an instance called. */
export const calledBy = (knex: Knex, key: string): Promise<InstanceRow[]> =>
  readRows<InstanceRow>(knex, `${INSTANCES} where c.instance_key = ?`, key)

/* Variables have no key here: their place in the order of scopes and names is one. */
export const variableRowsOf = (knex: Knex, key: string): Promise<VariableRow[]> =>
  readRows<VariableRow>(
    knex,
    `select (row_number() over (order by v.scope_key, v.name))::text as key, v.scope_key::text as "scopeKey", v.name, v.value,
            e.instance_key::text as "instanceKey"
       from engine.elements e join engine.variables v on v.scope_key = e.key where e.instance_key = ?`,
    key,
  )

export const jobRowsOf = (knex: Knex, key: string): Promise<JobRow[]> =>
  readRows<JobRow>(
    knex,
    `select j.key::text, j.instance_key::text as "instanceKey", j.element_key::text as "elementKey", j.element_id as "elementId", j.type, j.retries
       from engine.jobs j where j.instance_key = ?`,
    key,
  )

export const subscriptionRowsOf = (knex: Knex, key: string): Promise<SubscriptionRow[]> =>
  readRows<SubscriptionRow>(
    knex,
    `select s.key::text, e.instance_key::text as "instanceKey", s.element_key::text as "elementKey", s.event_id as "elementId", s.name,
            s.correlation_key as "correlationKey"
       from engine.subscriptions s join engine.elements e on e.key = s.element_key where e.instance_key = ?`,
    key,
  )
