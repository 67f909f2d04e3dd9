import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** An engine instance that works for a cycle; `about` names its application, or its project, act or meeting where a task of
 * it tells. `closed`: it is about one application whose evaluation the wall closes to the viewer (art. 5). */
export interface CycleInstance {
  key: string
  processId: string
  about: string | null
  closed: boolean
  seenAt: Date
}

const INSTANCES = `
with closed as (select * from closed_instances(:cycleId)),
told as (
  select i.engine_id, i.process_instance_key, i.process_id, i.seen_at, i.application_id from process_instances i
   where i.cycle_id = :cycleId
  union all
  select r.engine_id, r.process_instance_key, r.process_id, min(r.retried_at), null from incident_retries r
   where r.cycle_id = :cycleId and not exists (
     select from process_instances i where i.engine_id = r.engine_id and i.process_instance_key = r.process_instance_key)
   group by r.engine_id, r.process_instance_key, r.process_id)
select p.process_instance_key as key, p.process_id as "processId", p.seen_at as "seenAt",
       exists (select from closed c where c.engine_id = p.engine_id and c.process_instance_key = p.process_instance_key) as closed,
       coalesce(a.code, (select coalesce(j.code, t.title, to_char(m.starts_at at time zone 'Europe/Rome', 'DD/MM/YYYY'))
          from work_items w
          left join projects j on j.id = w.variables ->> 'projectId'
          left join act_proposals t on t.id = w.variables ->> 'actProposalId'
          left join meetings m on m.id = w.variables ->> 'meetingId'
         where w.engine_id = p.engine_id and w.process_instance_key = p.process_instance_key
         order by w.opened_at limit 1)) as about
  from (select * from told
        union all
        select c.engine_id, c.process_instance_key, c.process_id, c.seen_at, null from closed c where not exists (
          select from told t where t.engine_id = c.engine_id and t.process_instance_key = c.process_instance_key)) p
  join engine_identity e on e.engine_id = p.engine_id
  left join applications a on a.id = p.application_id
 order by p.seen_at, p.process_instance_key`

/* An instance that the wall closes is there all the same: it says of itself that it is closed. */
const ONE = `
select false as closed from process_instances i join engine_identity e on e.engine_id = i.engine_id
 where i.cycle_id = :cycleId and i.process_instance_key = :key
   and not exists (select from closed_instances(:cycleId) c where c.engine_id = i.engine_id and c.process_instance_key = :key)
union all
select true from closed_instances(:cycleId) c join engine_identity e on e.engine_id = c.engine_id where c.process_instance_key = :key
union all
select false from incident_retries r join engine_identity e on e.engine_id = r.engine_id
 where r.cycle_id = :cycleId and r.process_instance_key = :key
 order by closed desc limit 1`

/** Who let a stopped step go on, and when. */
export interface IncidentRetry {
  incidentKey: string
  processInstanceKey: string
  processId: string
  elementId: string
  code: string
  by: string
  at: Date
}

const MOST_RETRIES = 1_000

const RETRIES = `
select r.incident_key as "incidentKey", r.process_instance_key as "processInstanceKey", r.process_id as "processId",
       r.element_id as "elementId", r.code, p.display_name as by, r.retried_at as at
  from incident_retries r join engine_identity e on e.engine_id = r.engine_id join persons p on p.id = r.retried_by
 where r.cycle_id = :cycleId
 order by r.retried_at desc, r.incident_key desc limit :most`

/** The instances of the engine's present data that a cycle's jobs or retries tell of, first seen first: for diagrams and links. */
export function createProcessReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<CycleInstance[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: CycleInstance[] }>(INSTANCES, { cycleId })).rows),

    /** One of them by its key; null where no job or retry has told of it. */
    find: (viewer: Viewer, cycleId: string, key: string): Promise<Pick<CycleInstance, 'closed'> | null> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: { closed: boolean }[] }>(ONE, { cycleId, key })
        return rows[0] ?? null
      }),

    /** The steps of a cycle that people let go on, latest first. */
    retriesOf: (viewer: Viewer, cycleId: string): Promise<IncidentRetry[]> =>
      asViewer(
        viewer,
        async (tx) =>
          (await tx.raw<{ rows: IncidentRetry[] }>(RETRIES, { cycleId, most: MOST_RETRIES })).rows,
      ),
  }
}
