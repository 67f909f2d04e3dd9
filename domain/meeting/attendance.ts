import type { Seat, SeatRole } from '../network/network.ts'
import type { PersonId, SeatId } from '../shared/ids.ts'
import { problem } from '../shared/problem.ts'
import type { Problem } from '../shared/problem.ts'

/** The person who is in the room for a seat. */
export type Voter = { seatId: SeatId; personId: PersonId; role: SeatRole }

/** Who is in the room for a seat: its titular, its deputy (art. 5), or nobody. */
type Presence = SeatRole | 'ABSENT'

/** What happens at the beginning of an item: from then on somebody else is in the room for the seat, or nobody; `LEFT` is out
 * for that item alone, by oneself, because of an interest of one's own (L. 241/1990 art. 6-bis). */
export type Movement = { agendaItemId: string; seatId: string; presence: Presence | 'LEFT' }

/** Who was there at the opening, and who came, left or was replaced when. */
export interface Attendance {
  attendances: readonly { seatId: string; presence: Presence }[]
  movements: readonly Movement[]
}
/** The committee of the day, and what it was convened for. */
export interface Convened {
  seats: readonly (Seat & { bodyName: string })[]
  agenda: readonly { id: string; position: number }[]
}

type Step = Movement & { path: string }
/* A seat through the sitting: who is in the room for it at each item, and what cannot be. */
interface Course {
  states: (Presence | 'LEFT')[]
  problems: Problem[]
}

const holderOf = (seat: Seat | undefined, presence: string) =>
  seat?.holders.find((one) => one.role === presence)

function courseOf(start: Presence, agenda: Convened['agenda'], steps: readonly Step[]): Course {
  const course: Course = { states: [], problems: [] }
  let stays: Presence = start
  for (const { id, position } of agenda) {
    const here = steps.filter(({ agendaItemId }) => agendaItemId === id)
    course.problems.push(...badSteps(here, { stays, position }))
    const presence = here[0]?.presence ?? stays
    course.states.push(presence)
    if (presence !== 'LEFT') stays = presence
  }
  return course
}

function badSteps(
  [step, ...more]: readonly Step[],
  { stays, position }: { stays: Presence; position: number },
): Problem[] {
  if (step === undefined) return []
  const idle = step.presence === stays || (step.presence === 'LEFT' && stays === 'ABSENT')
  return [
    ...more.map(({ path }) => problem(path, 'REPEATED', 'Un seggio si muove una volta sola per punto.')),
    ...(idle ? [problem(step.path, 'NO_CHANGE', `Al punto ${position} il seggio è già così.`)] : []),
  ]
}

const stepsOf = ({ movements }: Attendance, seatId: string): Step[] =>
  movements
    .map((one, index) => ({ ...one, path: `movements[${index}]` }))
    .filter((one) => one.seatId === seatId)

const startOf = ({ attendances }: Attendance, seatId: string): Presence =>
  attendances.find((one) => one.seatId === seatId)?.presence ?? 'ABSENT'

/** Who is in the room for each item, by its id: the titular, or the deputy where the titular is out (art. 5). */
export function roomsOf(attendance: Attendance, { seats, agenda }: Convened): Map<string, Voter[]> {
  const courses = seats.map((seat) => ({
    seat,
    states: courseOf(startOf(attendance, seat.id), agenda, stepsOf(attendance, seat.id)).states,
  }))
  return new Map(
    agenda.map(({ id }, index) => [
      id,
      courses.flatMap(({ seat, states }): Voter[] => {
        const holder = holderOf(seat, states[index] ?? 'ABSENT')
        return holder === undefined ? [] : [voterOf(seat.id, holder)]
      }),
    ]),
  )
}

/** What is wrong with who is said to have been there: a seat unknown, twice, left out or without that holder; a movement
 * that moves nobody; one person in two seats. A meeting to which nobody came is recorded too, or the committee never met again. */
export function attendanceProblems(attendance: Attendance, convened: Convened): Problem[] {
  const told = new Set(attendance.attendances.map((one) => one.seatId))
  const problems = [
    ...attendance.attendances.flatMap((one, index) => {
      const repeated = attendance.attendances.findIndex(({ seatId }) => seatId === one.seatId) !== index
      return badHolder(one, convened, { path: `attendances[${index}]`, repeated })
    }),
    ...convened.seats
      .filter((seat) => !told.has(seat.id))
      .map((seat) =>
        problem('attendances', 'MISSING', `Manca la presenza o assenza di ${seat.bodyName} all’apertura.`),
      ),
    ...attendance.movements.flatMap((one, index) => badMovement(one, convened, `movements[${index}]`)),
  ]
  if (problems.length > 0) return problems
  return [
    ...convened.seats.flatMap(
      ({ id }) => courseOf(startOf(attendance, id), convened.agenda, stepsOf(attendance, id)).problems,
    ),
    ...roomProblems(roomsOf(attendance, convened), convened),
  ]
}

function badHolder(
  { seatId, presence }: { seatId: string; presence: Presence | 'LEFT' },
  { seats }: Convened,
  { path, repeated }: { path: string; repeated: boolean },
): Problem[] {
  const seat = seats.find((one) => one.id === seatId)
  if (seat === undefined || repeated)
    return [problem(path, 'SEAT', 'Seggio sconosciuto o indicato due volte.')]
  if (presence === 'ABSENT' || presence === 'LEFT' || holderOf(seat, presence) !== undefined) return []
  return [problem(path, 'HOLDER', `${seat.bodyName} non ha indicato questo componente.`)]
}

function badMovement(movement: Movement, convened: Convened, path: string): Problem[] {
  const known = convened.agenda.some(({ id }) => id === movement.agendaItemId)
  const item = known
    ? []
    : [problem(`${path}.agendaItemId`, 'ITEM', 'Scegli un punto dell’ordine del giorno.')]
  return [...item, ...badHolder(movement, convened, { path: `${path}.seatId`, repeated: false })]
}

function roomProblems(rooms: ReadonlyMap<string, readonly Voter[]>, { seats, agenda }: Convened): Problem[] {
  return agenda.flatMap(({ id, position }) => {
    const room = rooms.get(id) ?? []
    const twice = room.find(
      (one, index) => room.findIndex(({ personId }) => personId === one.personId) !== index,
    )
    const body = seats.find((seat) => seat.id === twice?.seatId)?.bodyName
    const message = `Al punto ${position} chi siede per ${body} siede già per un altro ente: una persona, un seggio.`
    return twice === undefined ? [] : [problem('attendances', 'TWO_SEATS', message)]
  })
}

/** Who was in the room at the opening, once `attendanceProblems` finds nothing. */
export const presentAtOpening = (attendance: Attendance, seats: Convened['seats']): Voter[] =>
  seats.flatMap((seat) => {
    const holder = holderOf(seat, startOf(attendance, seat.id))
    return holder === undefined ? [] : [voterOf(seat.id, holder)]
  })

/** Who was excluded from what, and whether minutes may say that the person was out of the room: not there for the item, or among those
 * `wentOut` that were seen to leave (art. 5). */
export function seenOut<E extends { agendaItemId: string; personId: string }>(
  attendance: Attendance & { wentOut?: readonly string[] | undefined },
  convened: Convened,
  exclusions: readonly E[],
): (E & { outOfRoom: boolean })[] {
  const rooms = roomsOf(attendance, convened)
  return exclusions.map((one) => {
    const inRoom = rooms.get(one.agendaItemId)?.some(({ personId }) => personId === one.personId) === true
    return { ...one, outOfRoom: !inRoom || attendance.wentOut?.includes(one.personId) === true }
  })
}

const voterOf = (seatId: SeatId, { personId, role }: Omit<Voter, 'seatId'>): Voter => ({
  ...{ seatId, personId, role },
})
