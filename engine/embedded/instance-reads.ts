import { MOST_KEYS } from '../../domain/process/instance-reads.ts'
import type {
  AwaitedMessages,
  CalledInstance,
  Caller,
  ElementTime,
  FoundVariable,
  InstanceReads,
  Stay,
  WaitingJobs,
  WaitingTimers,
} from '../../domain/process/instance-reads.ts'
import { atOnce } from '../../domain/shared/at-once.ts'
import { asKey } from './commands/input.ts'
import { read } from './database.ts'
import type { Pool } from './database.ts'

/** What is told of one instance, read from its rows. */
export function createInstanceReads(pool: Pool): InstanceReads {
  return {
    stays: (key, { elementIds, order, after, limit }) =>
      read<Stay>(pool, `stays-${order}`, [
        STAYS[order],
        ...[asKey(key), elementIds, after?.enteredAt ?? null, after && asKey(after.key), limit],
      ]),
    times: (key) => read<ElementTime>(pool, 'times', [TIMES, asKey(key)]),
    async caller(key) {
      const [found] = await read<Caller>(pool, 'caller', [CALLER, asKey(key)])
      return found ?? null
    },
    called: (key, most) => read<CalledInstance>(pool, 'called', [CALLED, asKey(key), most]),
    variables: (key, most) => read<FoundVariable>(pool, 'variables-of', [VARIABLES, asKey(key), most]),
    waits: (key) =>
      atOnce({
        jobs: read<WaitingJobs>(pool, 'waiting-jobs', [JOBS, asKey(key)]),
        timers: read<WaitingTimers>(pool, 'waiting-timers', [TIMERS, asKey(key)]),
        messages: read<AwaitedMessages>(pool, 'awaited-messages', [MESSAGES, asKey(key)]),
      }),
  }
}

/* The process itself and the body of a multi-instance are no places where a token stands; a flow takes no time. */
const PLACES = `kind not in ('PROCESS', 'MULTI_INSTANCE', 'FLOW')`
const LASTING = `
select e.key, e.element_id, 'ACTIVE' as state, e.entered_at, null::timestamptz as ended_at
  from engine.elements e where e.instance_key = $1 and e.${PLACES}`
const ENDED = `
select h.key, h.element_id, case h.outcome when 'COMPLETED' then h.outcome else 'TERMINATED' end as state, h.entered_at, h.ended_at
  from engine.history h where h.instance_key = $1 and h.${PLACES}`

const stays = (beyond: '>' | '<', direction: 'asc' | 'desc'): string => `
select s.key, s.element_id as "elementId", s.state, s.entered_at as "enteredAt", s.ended_at as "endedAt",
       exists (select from engine.incidents i where i.element_key = s.key and i.resolved_at is null) as incident
  from (select p.* from (${LASTING} union all ${ENDED}) p
         where ($2::text[] is null or p.element_id = any($2)) and ($4::bigint is null or (p.entered_at, p.key) ${beyond} ($3::timestamptz, $4))
         order by p.entered_at ${direction}, p.key ${direction} limit $5) s
 order by s.entered_at ${direction}, s.key ${direction}`
const STAYS = { FIRST: stays('>', 'asc'), LAST: stays('<', 'desc') }

const TIMES = `
select p.element_id as "elementId", count(p.ended_at)::int as ended,
       coalesce(round(extract(epoch from sum(p.ended_at - p.entered_at)) * 1000), 0)::float8 as "spentMs",
       min(p.entered_at) filter (where p.ended_at is null) as since
  from (${LASTING} union all ${ENDED}) p
 group by p.element_id order by min(p.entered_at), min(p.key)`

const CALLER = `
select c.instance_key as key, c.element_id as "elementId" from engine.instances i cross join lateral (
  select e.instance_key, e.element_id from engine.elements e where e.key = i.caller_key
  union all
  select h.instance_key, h.element_id from engine.history h where h.key = i.caller_key) c
 where i.key = $1`

const CALLED = `
select i.key, i.process_id as "processId", coalesce(i.outcome, 'ACTIVE') as state, i.started_at as "startedAt", i.ended_at as "endedAt",
       c.element_id as "elementId",
       i.ended_at is null and exists (
         select from engine.incidents f left join engine.elements e on e.key = f.element_key
          where f.root_key = i.root_key and f.resolved_at is null and (f.instance_key = i.key or i.key = any(e.ancestors))) as stopped
  from (select e.key, e.element_id from engine.elements e where e.instance_key = $1 and e.kind = 'CALL_ACTIVITY'
        union all
        select h.key, h.element_id from engine.history h where h.instance_key = $1 and h.kind = 'CALL_ACTIVITY') c
  join engine.instances i on i.caller_key = c.key
 order by stopped desc, i.started_at desc, i.key desc limit $2`

const VARIABLES = `
select v.name, v.value, nullif(e.element_id, i.process_id) as "elementId"
  from engine.instances i join engine.elements e on e.instance_key = i.key join engine.variables v on v.scope_key = e.key
 where i.key = $1 and e.kind <> 'MULTI_INSTANCE'
 order by e.kind <> 'PROCESS', v.name, e.element_id, e.key limit $2`

/* One that is an incident waits for a person: it is told as one. */
const JOBS = `
select j.element_id as "elementId", j.type, count(*)::int as count
  from engine.instances i join engine.jobs j on j.root_key = i.root_key and j.instance_key = i.key
 where i.key = $1 and not exists (select from engine.incidents f where f.element_key = j.element_key and f.job_key = j.key and f.resolved_at is null)
 group by j.element_id, j.type order by j.element_id, j.type`

const TIMERS = `
select e.element_id as "elementId", t.event_id as "eventId", count(*)::int as count, min(t.due_at) as "dueAt"
  from engine.elements e join engine.timers t on t.element_key = e.key
 where e.instance_key = $1
 group by e.element_id, t.event_id order by min(t.due_at), t.event_id`

const MESSAGES = `
select s.event_id as "elementId", s.name, count(*)::int as count,
       (array_agg(s.correlation_key order by s.key))[1:${MOST_KEYS}] as keys
  from engine.elements e join engine.subscriptions s on s.element_key = e.key
 where e.instance_key = $1
 group by s.event_id, s.name order by s.event_id, s.name`
