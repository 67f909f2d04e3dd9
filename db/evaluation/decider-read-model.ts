import type { Matter } from '../../domain/evaluation/may-act.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** What nobody who holds a function may decide. */
export interface Undecidable {
  role: Role
  matter: Matter
  callNumber: number
  /** True where it is decided of the whole call. */
  ofCall: boolean
  /** The application, as far as the viewer sees it. */
  application: string | null
}

const UNDECIDABLE = `
select d.role, d.matter, c.number as "callNumber", d.application_id is null as "ofCall", a.code || ' · ' || a.title as application
  from decisions_without_anybody(:cycleId, :on) d join calls c on c.id = d.call_id left join applications a on a.id = d.application_id
 order by c.number, a.code nulls last, d.role, d.matter desc`

/** Where a conflict leaves nobody to decide (L. 241/1990 art. 6-bis; DPR 62/2013 art. 7). */
export function createDeciderReadModel(asViewer: AsViewer) {
  return {
    /** Of what is still to be decided in a cycle; nothing for who neither keeps the register nor presides. */
    undecidable: (viewer: Viewer, asked: { cycleId: string; on: LocalDate }): Promise<Undecidable[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: Undecidable[] }>(UNDECIDABLE, { ...asked })).rows),
  }
}
