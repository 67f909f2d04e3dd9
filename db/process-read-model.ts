import type { AsViewer, Viewer } from './viewer.ts'

/** An engine instance that works for a cycle; `about` names its project, act or meeting where a task of it tells. */
export interface CycleInstance {
  key: string
  processId: string
  about: string | null
  seenAt: Date
}

const INSTANCES = `
select p.process_instance_key as key, p.process_id as "processId", p.seen_at as "seenAt",
       (select coalesce(j.code, a.title, to_char(m.starts_at at time zone 'Europe/Rome', 'DD/MM/YYYY'))
          from work_items w
          left join projects j on j.id = w.context ->> 'projectId'
          left join act_proposals a on a.id = w.context ->> 'actProposalId'
          left join meetings m on m.id = w.context ->> 'meetingId'
         where w.engine_id = p.engine_id and w.process_instance_key = p.process_instance_key
         order by w.opened_at limit 1) as about
  from process_instances p join engine_identity e on e.engine_id = p.engine_id
 where p.cycle_id = :cycleId
 order by p.seen_at, p.process_instance_key`

/** The instances of the engine's present data that a cycle's jobs came from, first seen first: for diagrams and links. */
export function createProcessReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<CycleInstance[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: CycleInstance[] }>(INSTANCES, { cycleId })).rows),
  }
}
