import { atOnce } from '../../domain/shared/at-once.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { createNetworkStore } from '../network/network-store.ts'
import { expectedSeats } from './answer-store.ts'
import type { AgendaAsked, DecidedItem, Meeting, MeetingsAsked } from './meeting-store.ts'
import type { PlannedItem } from './meeting-plans.ts'
import { createMeetingStore } from './meeting-store.ts'
import type { Page } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface KnownMeetings {
  ofCommittee: LocalDate[]
  ofNetwork: LocalDate[]
  since: LocalDate
  cycleId: string
}

/* A year has at most twelve usual meetings. */
const days = (
  whose: string,
): string => `array(select distinct (m.starts_at at time zone 'Europe/Rome')::date::text from meetings m
      where m.status in ('CONVENED','HELD') and ${whose} order by 1 desc limit 12)`
const KNOWN = `
select c.id as "cycleId",
    (select (min(y.opened_at) at time zone 'Europe/Rome')::date::text from cycles y) as since,
    ${days("m.stage <> 'NETWORK'")} as "ofCommittee",
    ${days("m.stage = 'NETWORK'")} as "ofNetwork"
  from cycles c where c.status <> 'CLOSED' order by c.opened_at desc, c.id limit 1`

/** Meetings, and their agenda with its decisions; the items that a conflict hides from the viewer are not there, nor what was said
 * about the ranking and how its vote ended (art. 5). */
export function createMeetingReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string, asked: MeetingsAsked = {}): Promise<Page<Meeting>> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).ofCycle(cycleId, asked)),

    find: (viewer: Viewer, id: string): Promise<Meeting | null> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).find(id)),

    /** Who is expected for each seat of the committee of a day, to whom may read all answers; and what the viewer answered. */
    expected: (viewer: Viewer, id: string, on: LocalDate) =>
      asViewer(viewer, async (tx) => {
        const { seats, answers } = await atOnce({
          seats: createNetworkStore(tx).seats(on),
          answers: createMeetingStore(tx).answers(id),
        })
        const own = answers.find((one) => one.seatId === viewer.seatId && one.personId === viewer.personId)
        const seat = seats.find((one) => one.id === viewer.seatId)
        const role = seat?.holders.find((one) => one.personId === viewer.personId)?.role ?? null
        return {
          seats: expectedSeats(seats, answers),
          own: own?.answer ?? null,
          role,
          presides: seat?.chair === true,
        }
      }),

    /** The days of the latest meetings of committee and network, held or convened, whatever the cycle; since when meetings are known, and
     * the latest cycle that runs. Null where none does. */
    known: (viewer: Viewer): Promise<KnownMeetings | null> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: KnownMeetings[] }>(KNOWN)).rows[0] ?? null),

    /** What comes back with the next meeting on an agenda of the committee's own (art. 7). */
    comingBack: (viewer: Viewer): Promise<PlannedItem[]> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).comingBack()),

    /** A page of the agenda, in its order; empty without such a meeting. */
    agenda: (viewer: Viewer, id: string, asked: AgendaAsked = {}): Promise<Page<DecidedItem>> =>
      asViewer(viewer, (tx) => createMeetingStore(tx).agendaPage(id, asked)),
  }
}
