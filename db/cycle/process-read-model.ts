import { contains, readPage } from '../platform/page.ts'
import type { Page } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { ABOUT, pageOfInstances } from './watched-instances.ts'
import type { CycleInstance, InstancesAsked, WatchedAsked, WatchedInstance } from './watched-instances.ts'

/** `closed`: it is about one application, or the evaluation of a call, that the wall closes to the viewer (art. 5). */
export interface KnownInstance extends CycleInstance {
  closed: boolean
}

/** As far as the instances of a process are counted: one more says that there are more. */
export const MOST_COUNTED = 500

/** How many instances of a process live and have ended, at most one more than are counted, since when the oldest lives, and since
 * when the task waits that is open the longest. */
export interface ProcessCount {
  processId: string
  living: number
  ended: number
  oldestAt: Date | null
  waitingSince: Date | null
}

/* The wall is asked of each: nobody is told by ten thousand more than by a thousand. */
const some = (which: string, order = '') => `
  select p.seen_at from process_instances p
   where p.engine_id = (select e.engine_id from engine_identity e) and p.process_id = asked.process_id and ${which}
   ${order} limit ${MOST_COUNTED + 1}`
/* Of each kind of task the first, by its index. */
const WAITING = `
  select min(w.opened_at) as since
    from unnest(cast(:elements as text[]), cast(:processes as text[])) as k (element_id, process_id)
    cross join lateral (
      select i.opened_at from work_items i
       where i.element_id = k.element_id and i.state = 'OPEN' and i.engine_id = (select e.engine_id from engine_identity e)
       order by i.opened_at limit 1) w
   where k.process_id = asked.process_id`
const COUNTS = `
select asked.process_id as "processId", l.living, e.ended, l.oldest_at as "oldestAt", w.since as "waitingSince"
  from unnest(cast(:processIds as text[])) as asked (process_id)
  cross join lateral (select count(*)::int as living, min(p.seen_at) as oldest_at from (${some('p.outcome is null', 'order by p.seen_at')}) p) l
  cross join lateral (select count(*)::int as ended from (${some('p.outcome is not null')}) p) e
  cross join lateral (${WAITING}) w
 where l.living + e.ended > 0`

/* Those whose jobs have told of them, without what the wall closes. */
const TOLD = `
select p.process_instance_key as key, p.process_id as "processId", p.seen_at as "seenAt", ${ABOUT}
  from process_instances p left join applications a on a.id = p.application_id
 where p.engine_id = (select e.engine_id from engine_identity e) and p.cycle_id = :cycleId`

const LATEST = `
select latest.* from unnest(cast(:processIds as text[])) as asked (process_id)
  cross join lateral (${TOLD} and p.process_id = asked.process_id order by p.seen_at desc, p.process_instance_key desc limit 1) as latest`

const AMONG = `
with closed as (select * from closed_instances(:cycleId, cast(:keys as text[]))),
told as (
  select i.engine_id, i.process_instance_key, i.process_id, i.seen_at, i.application_id from process_instances i
   where i.cycle_id = :cycleId and i.process_instance_key = any(cast(:keys as text[]))
  union all
  select r.engine_id, r.process_instance_key, r.process_id, min(r.retried_at), null from incident_retries r
   where r.cycle_id = :cycleId and r.process_instance_key = any(cast(:keys as text[])) and not exists (
     select from process_instances i where i.engine_id = r.engine_id and i.process_instance_key = r.process_instance_key)
   group by r.engine_id, r.process_instance_key, r.process_id)
select p.process_instance_key as key, p.process_id as "processId", p.seen_at as "seenAt", ${ABOUT},
       exists (select from closed c where c.engine_id = p.engine_id and c.process_instance_key = p.process_instance_key) as closed
  from (select * from told
        union all
        select c.engine_id, c.process_instance_key, c.process_id, c.seen_at, null from closed c where not exists (
          select from told t where t.engine_id = c.engine_id and t.process_instance_key = c.process_instance_key)) p
  join engine_identity e on e.engine_id = p.engine_id
  left join applications a on a.id = p.application_id`

/** Who let a stopped step go on, when and why. */
export interface IncidentRetry {
  incidentKey: string
  processInstanceKey: string
  processId: string
  elementId: string
  code: string
  /** Null where the wall closes the instance to the viewer (art. 5). */
  reason: string | null
  by: string
  at: Date
}

const MOST_RETRIES = 1_000

const RETRIES = `
with closed as (
  select * from closed_instances(:cycleId, array(select k.process_instance_key from incident_retries k where k.cycle_id = :cycleId)))
select r.incident_key as "incidentKey", r.process_instance_key as "processInstanceKey", r.process_id as "processId",
       r.element_id as "elementId", r.code, p.display_name as by, r.retried_at as at,
       case when not exists (select from closed c where c.engine_id = r.engine_id and c.process_instance_key = r.process_instance_key) then r.reason end as reason
  from incident_retries r join engine_identity e on e.engine_id = r.engine_id join persons p on p.id = r.retried_by
 where r.cycle_id = :cycleId
 order by r.retried_at desc, r.incident_key desc limit :most`

/** The instances of the engine's present data that a cycle's jobs or retries tell of: for diagrams and links. */
export function createProcessReadModel(asViewer: AsViewer) {
  return {
    /** A page of those that jobs have told of and that are not closed to the viewer, latest seen first. */
    ofCycle: (
      viewer: Viewer,
      cycleId: string,
      { process, text, ...page }: InstancesAsked = {},
    ): Promise<Page<CycleInstance>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['process instances', cycleId],
            rows: TOLD,
            values: { cycleId },
            filters: {
              process: ['p.process_id = :process', process],
              text: [contains('a.code', 'a.title'), text],
            },
            order: { '"seenAt"': 'instant', key: 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),

    /** A page of all cycles' that are not closed to the viewer, latest seen first; by text: cycle, project, act. */
    everywhere: (viewer: Viewer, asked: WatchedAsked = {}): Promise<Page<WatchedInstance>> =>
      asViewer(viewer, (tx) => pageOfInstances(tx, asked)),

    /** The same counted, for each of these processes that has begun, in no order; each task is told with its process. */
    counts: (
      viewer: Viewer,
      processIds: readonly string[],
      tasks: readonly { element: string; processId: string }[],
    ): Promise<ProcessCount[]> =>
      asViewer(viewer, async (tx) => {
        const elements = tasks.map(({ element }) => element)
        const processes = tasks.map(({ processId }) => processId)
        const { rows } = await tx.raw<{ rows: ProcessCount[] }>(COUNTS, { processIds, elements, processes })
        return rows
      }),

    /** Of each of these processes the one seen last, in no order. */
    latest: (viewer: Viewer, cycleId: string, processIds: readonly string[]): Promise<CycleInstance[]> =>
      asViewer(
        viewer,
        async (tx) => (await tx.raw<{ rows: CycleInstance[] }>(LATEST, { cycleId, processIds })).rows,
      ),

    /** Those with these keys that jobs or retries have told of, closed ones too: they say of themselves that they are closed. */
    among: (viewer: Viewer, cycleId: string, keys: readonly string[]): Promise<KnownInstance[]> =>
      asViewer(
        viewer,
        async (tx) => (await tx.raw<{ rows: KnownInstance[] }>(AMONG, { cycleId, keys })).rows,
      ),

    /** The steps of a cycle that people let go on, latest first. */
    retriesOf: (viewer: Viewer, cycleId: string): Promise<IncidentRetry[]> =>
      asViewer(
        viewer,
        async (tx) =>
          (await tx.raw<{ rows: IncidentRetry[] }>(RETRIES, { cycleId, most: MOST_RETRIES })).rows,
      ),
  }
}
