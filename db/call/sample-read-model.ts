import type { CheckResult } from '../../domain/call/declaration-sample.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** An application whose self-declarations are checked. */
interface DrawnApplication {
  id: string
  code: string
  title: string
  /** When its check was recorded, by whom, what it has found and on which evidence; null before. */
  checkedAt: Date | null
  checkedBy: string | null
  result: CheckResult | null
  evidence: string | null
}

const DRAWN = `
select a.id, a.code, a.title, d.checked_at as "checkedAt", p.display_name as "checkedBy", d.check_result as result, d.check_evidence as evidence
  from drawn_applications d join applications a on a.id = d.application_id left join persons p on p.id = d.checked_by
 where d.call_id = ? order by d.place`

/** What was drawn of a call at its closing, for the office; of what a conflict closes to the viewer, nothing (art. 5). */
export function createSampleReadModel(asViewer: AsViewer) {
  return {
    ofCall: (viewer: Viewer, callId: string): Promise<DrawnApplication[]> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: DrawnApplication[] }>(DRAWN, [callId])
        return rows
      }),
  }
}
