import type { Knex } from 'knex'
import type { AgendaItem, Meeting } from './meeting-store.ts'
import { createMeetingStore } from './meeting-store.ts'
import type { Decision } from './deliberation-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface MeetingPage extends Meeting {
  agenda: AgendaItem[]
  decisions: Decision[]
}

/** Meetings with agenda and decisions; the items that a conflict hides from the viewer are not there, nor what was said
 * about the ranking and how its vote ended (art. 5). */
export function createMeetingReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<Meeting[]> =>
      asViewer(viewer, async (tx) => {
        const meetings = await createMeetingStore(tx).ofCycle(cycleId)
        return Promise.all(meetings.map((meeting) => withoutHiddenOutcome(tx, meeting)))
      }),

    find: (viewer: Viewer, id: string): Promise<MeetingPage | null> =>
      asViewer(viewer, async (tx) => {
        const store = createMeetingStore(tx)
        const meeting = await store.find(id)
        if (meeting === null) return null
        const agenda = await store.agendaTitles(id)
        const shown = await withoutHiddenOutcome(tx, meeting)
        return { ...shown, agenda, decisions: await store.decisionsOf(id) }
      }),
  }
}

async function withoutHiddenOutcome(tx: Knex, meeting: Meeting): Promise<Meeting> {
  if (meeting.stage !== 'EVALUATION') return meeting
  const seen = await tx.raw<{ rows: { seen: boolean }[] }>('select can_see_evaluation(?) as seen', [
    meeting.subjectId,
  ])
  return seen.rows[0]?.seen === true ? meeting : { ...meeting, approved: null }
}
