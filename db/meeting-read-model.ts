import type { AgendaItem, Meeting } from './meeting-store.ts'
import { createMeetingStore } from './meeting-store.ts'
import type { Decision } from './deliberation-store.ts'
import type { AsViewer, Viewer } from './viewer.ts'

export interface MeetingPage extends Meeting {
  agenda: AgendaItem[]
  decisions: Decision[]
}

/** Meetings with agenda and decisions; the items that a conflict hides from the viewer are not there. */
export function createMeetingReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<Meeting[]> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).ofCycle(cycleId)),

    find: (viewer: Viewer, id: string): Promise<MeetingPage | null> =>
      asViewer(viewer, async (tx) => {
        const store = createMeetingStore(tx)
        const meeting = await store.find(id)
        if (meeting === null) return null
        return { ...meeting, agenda: await store.agenda(id), decisions: await store.decisionsOf(id) }
      }),
  }
}
