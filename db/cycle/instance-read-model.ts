import type { ActStatus } from '../../domain/act/lifecycle.ts'
import type { DeliveryState } from '../../domain/cycle/lifecycle.ts'
import { atOnce } from '../../domain/shared/at-once.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** The tasks of an instance at one element, of one function: how many are open, with the earliest of their terms, and of those
 * that have ended how many did so after theirs. Whose they are is not told (art. 5). */
export interface TaskCount {
  elementId: string
  role: Role
  open: number
  dueAt: Date | null
  endedLate: number
}

const TASKS = `
select w.element_id as "elementId", w.role, count(*) filter (where w.state = 'OPEN')::int as open,
       min(w.due_at) filter (where w.state = 'OPEN') as "dueAt", count(*) filter (where w.ended_at > w.due_at)::int as "endedLate"
  from work_items w
 where w.engine_id = (select e.engine_id from engine_identity e) and w.process_instance_key = :key
 group by w.element_id, w.role order by w.element_id, w.role`

/* An act or its proposal; number and day null until it is adopted. */
interface InstanceAct {
  title: string
  status: ActStatus
  number: string | null
  adoptedOn: LocalDate | null
}

interface InstanceDocument {
  id: string
  title: string
  createdAt: Date
}

/* A mail that a step of the instance left: nobody of those it goes to is named (art. 5). */
interface InstanceMail {
  subject: string
  recipients: number
  state: DeliveryState
  createdAt: Date
}

/* The latest acts, documents and mails of an instance. */
interface InstancePapers {
  acts: InstanceAct[]
  documents: InstanceDocument[]
  mails: InstanceMail[]
}

/* How many of each are told. */
const MOST_PAPERS = 50

/* What its tasks are about, as long as they are kept: variables are gone when an instance has ended. */
const ABOUT = `
select v.value as id from (
    select w.variables from work_items w
     where w.engine_id = (select e.engine_id from engine_identity e) and w.process_instance_key = :key
     order by w.opened_at limit 100) w
  cross join lateral jsonb_each_text(w.variables) v where v.key like '%Id' and v.key <> 'cycleId'
union select unnest(cast(:ids as text[]))`

const ACTS = `
select p.title, p.status, a.number, to_char(a.adopted_on, 'YYYY-MM-DD') as "adoptedOn"
  from act_proposals p left join acts a on a.proposal_id = p.id
 where p.cycle_id = :cycleId and (p.id in (${ABOUT}) or p.subject_id in (${ABOUT}))
 order by p.proposed_at desc, p.id desc limit ${MOST_PAPERS}`

const DOCUMENTS = `
select d.id, d.title, d.created_at as "createdAt" from documents d
 where d.cycle_id = :cycleId and d.subject_id = any(array(${ABOUT}))
 order by d.created_at desc, d.id desc limit ${MOST_PAPERS}`

const MAILS = `
select m.subject, m.recipients, m.state, m.created_at as "createdAt" from instance_mails m
 where m.process_instance_key = :key order by m.created_at desc, m.id desc limit ${MOST_PAPERS}`

/** What our own rows tell of one instance of the engine's present data, as far as the viewer may know. */
export function createInstanceReadModel(asViewer: AsViewer) {
  return {
    tasks: (viewer: Viewer, key: string): Promise<TaskCount[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: TaskCount[] }>(TASKS, { key })).rows),

    /** Of an instance of a cycle; `ids` are those that its variables name beside those of its tasks. */
    papers: (
      viewer: Viewer,
      of: { cycleId: string; key: string; ids: readonly string[] },
    ): Promise<InstancePapers> =>
      asViewer(viewer, async (tx) => {
        const { acts, documents, mails } = await atOnce({
          acts: tx.raw<{ rows: InstanceAct[] }>(ACTS, of),
          documents: tx.raw<{ rows: InstanceDocument[] }>(DOCUMENTS, of),
          mails: tx.raw<{ rows: InstanceMail[] }>(MAILS, of),
        })
        return { acts: acts.rows, documents: documents.rows, mails: mails.rows }
      }),
  }
}
