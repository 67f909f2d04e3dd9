import type { AgendaAsked, DecidedItem, Meeting, MeetingsAsked } from './meeting-store.ts'
import { createMeetingStore } from './meeting-store.ts'
import type { Page } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** Meetings, and their agenda with its decisions; the items that a conflict hides from the viewer are not there, nor what was said
 * about the ranking and how its vote ended (art. 5). */
export function createMeetingReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string, asked: MeetingsAsked = {}): Promise<Page<Meeting>> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).ofCycle(cycleId, asked)),

    find: (viewer: Viewer, id: string): Promise<Meeting | null> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).find(id)),

    /** A page of the agenda, in its order; empty without such a meeting. */
    agenda: (viewer: Viewer, id: string, asked: AgendaAsked = {}): Promise<Page<DecidedItem>> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).agendaPage(id, asked)),
  }
}
