import type { Matter } from '../../domain/evaluation/may-act.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { MOST_ROWS } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** What nobody who holds a function may decide. */
export interface Undecidable {
  role: Role
  matter: Matter
  callNumber: number
  /** True where it is decided of the whole call. */
  ofCall: boolean
  /** What names the application and says nothing of it, for a wall may close it to who reads; null where it is decided of the whole call. */
  handle: string | null
  /** The application, as far as the viewer sees it. */
  application: string | null
}

/* An application of which something is still to be decided: to be named where somebody stands in for it alone. */
interface Ahead extends Pick<Undecidable, 'callNumber' | 'application'> {
  handle: string
  cycleCode: string
}

const UNDECIDABLE = `
select d.role, d.matter, c.number as "callNumber", d.application_id is null as "ofCall", application_handle(d.application_id) as handle, a.code || ' · ' || a.title as application
  from decisions_without_anybody(:cycleId, :on) d join calls c on c.id = d.call_id left join applications a on a.id = d.application_id
 order by c.number, a.code nulls last, d.role, d.matter desc`

/* In the order of their codes, those that the wall closes last, in one that says nothing of them. */
const AHEAD = `
select d.handle, y.code as "cycleCode", c.number as "callNumber", a.code || ' · ' || a.title as application
  from decisions_ahead(:handle, ${MOST_ROWS}) d join calls c on c.id = d.call_id join cycles y on y.id = c.cycle_id left join applications a on a.id = d.application_id
 order by d.handle = :handle desc, y.code, c.number, case when a.id is not null then d.place end nulls last, d.application_id limit ${MOST_ROWS}`

/** Where a conflict leaves nobody to decide (L. 241/1990 art. 6-bis; DPR 62/2013 art. 7). */
export function createDeciderReadModel(asViewer: AsViewer) {
  return {
    /** Of what is still to be decided in a cycle; nothing for who neither keeps the register nor presides. */
    undecidable: (viewer: Viewer, asked: { cycleId: string; on: LocalDate }): Promise<Undecidable[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: Undecidable[] }>(UNDECIDABLE, { ...asked })).rows),

    /** Of which applications something is still to be decided, those too that the wall closes to the viewer, without their names; the
     * one of the handle first, and no more than a choice holds. */
    ahead: (viewer: Viewer, handle: string): Promise<Ahead[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: Ahead[] }>(AHEAD, { handle })).rows),
  }
}
