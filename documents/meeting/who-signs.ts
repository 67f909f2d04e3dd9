import type { Completion } from '../../db/cycle/work-item-store.ts'
import type { SeatRecord } from '../../db/network/network-store.ts'
import type { Stores } from '../../db/stores.ts'
import type { Voter } from '../../domain/meeting/attendance.ts'
import { actingName } from '../acting-name.ts'

const AS = { CHAIR: 'presidente', SECRETARY: 'segretario' } as const

/** Who signed the minutes of a meeting, as an act that cites them tells it after their day (art. 7, 8). */
export async function signersText({ meetings, network }: Stores, meetingId: string): Promise<string> {
  const signatures = await meetings.signatures(meetingId)
  if (signatures.length === 0) return ''
  const people = await network.persons(signatures.map((one) => one.personId))
  const names = signatures
    .toSorted((one, other) => one.capacity.localeCompare(other.capacity))
    .map(({ personId, capacity }) => `${people.get(personId)?.displayName ?? personId}, ${AS[capacity]}`)
  return ` (firmato da ${names.join(', e da ')})`
}

/** Who keeps the minutes: the process owner who recorded the meeting, who signs them; somebody of the chair's seat may have recorded
 * it, and signs as chair (art. 7). */
export const secretaryOf = ({ keptBy }: { keptBy: Completion | null }): string =>
  keptBy?.role === 'PROCESS_OWNER'
    ? actingName(keptBy.displayName, keptBy.standsFor)
    : 'il responsabile del procedimento che firma come segretario'

interface Attended {
  seats: readonly SeatRecord[]
  attendances: readonly Voter[]
}

/** Who sat for the chair's seat at the opening; null where nobody did (art. 5). */
export function chairOf({ seats, attendances }: Attended): string | null {
  const chair = seats.find((seat) => seat.chair)
  const present = attendances.find((one) => one.seatId === chair?.id)
  const holder = chair?.holders.find((one) => one.personId === present?.personId)
  return holder?.displayName ?? null
}
