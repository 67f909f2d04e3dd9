import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** An application whose self-declarations are checked. */
interface DrawnApplication {
  id: string
  code: string
  title: string
}

const DRAWN = `
select a.id, a.code, a.title from drawn_applications d join applications a on a.id = d.application_id
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
