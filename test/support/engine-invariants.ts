import type { Knex } from 'knex'

const BROKEN = `
select 'children of ' || s.element_id || ' ' || s.key as broken from engine.elements s
 where s.children <> (select count(*) from engine.elements e where e.scope_key = s.key)
union all
select 'a scope without children: ' || s.element_id || ' ' || s.key from engine.elements s
 where s.state = 'ACTIVE' and s.children = 0 and s.kind in ('PROCESS', 'SUB_PROCESS', 'EVENT_SUB_PROCESS', 'CALL_ACTIVITY', 'MULTI_INSTANCE')
   and not exists (select from engine.incidents i where i.element_key = s.key and i.resolved_at is null)
union all
select 'an element without its scope: ' || e.key from engine.elements e
 where e.scope_key is not null and not exists (select from engine.elements s where s.key = e.scope_key)
union all
select 'an element of an ended instance: ' || e.key from engine.elements e join engine.instances i on i.key = e.instance_key where i.ended_at is not null
union all
select 'an instance without elements: ' || i.key from engine.instances i
 where i.ended_at is null and not exists (select from engine.elements e where e.key = i.key)
union all
select 'a job of nothing: ' || j.key from engine.jobs j where not exists (select from engine.elements e where e.key = j.element_key)
union all
select 'a timer of nothing: ' || t.key from engine.timers t where not exists (select from engine.elements e where e.key = t.element_key)
union all
select 'a subscription of nothing: ' || s.key from engine.subscriptions s where not exists (select from engine.elements e where e.key = s.element_key)
union all
select 'a variable of nothing: ' || v.name from engine.variables v where not exists (select from engine.elements e where e.key = v.scope_key)
union all
select 'a service task without its job: ' || e.key from engine.elements e
 where e.kind = 'SERVICE_TASK' and e.state = 'ACTIVE' and not exists (select from engine.jobs j where j.element_key = e.key)
   and not exists (select from engine.incidents i where i.element_key = e.key and i.resolved_at is null)
union all
select 'a message that waits for a subscription that waits for it: ' || m.key from engine.messages m
  join engine.subscriptions s on s.name = m.name and s.correlation_key = m.correlation_key
 where not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = s.process_id)
   and not exists (select from engine.deliveries d where d.message_key = m.key)
union all
select 'a message left undelivered: ' || d.message_key from engine.deliveries d where d.retry_at = 'infinity'`

/** What of the engine's rows does not fit together; empty whenever nothing is under way. */
export async function brokenInvariants(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { broken: string }[] }>(BROKEN)
  return rows.map(({ broken }) => broken)
}
