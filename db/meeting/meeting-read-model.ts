import type { AgendaItem, Meeting, MeetingsAsked } from './meeting-store.ts'
import { createMeetingStore } from './meeting-store.ts'
import type { Decision } from './deliberation-store.ts'
import type { Page } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface MeetingPage extends Meeting {
  agenda: AgendaItem[]
  decisions: Decision[]
}

/** Meetings with agenda and decisions; the items that a conflict hides from the viewer are not there, nor what was said
 * about the ranking and how its vote ended (art. 5). */
export function createMeetingReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string, asked: MeetingsAsked = {}): Promise<Page<Meeting>> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).ofCycle(cycleId, asked)),

    find: (viewer: Viewer, id: string): Promise<MeetingPage | null> =>
      asViewer(viewer, async (tx) => {
        const store = createMeetingStore(tx)
        const meeting = await store.find(id)
        if (meeting === null) return null
        const agenda = await store.agendaTitles(id)
        return { ...meeting, agenda, decisions: await store.decisionsOf(id) }
      }),
  }
}
