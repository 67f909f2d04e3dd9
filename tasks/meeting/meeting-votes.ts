import type { ItemExclusion, Vote } from '../../db/meeting/deliberation-store.ts'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import type { SeatRecord } from '../../db/network/network-store.ts'
import { presentFor } from '../../domain/meeting/deliberation.ts'
import type { VoteChoice, Voter } from '../../domain/meeting/deliberation.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import type { MeetingInput } from './meeting-input.ts'

type AttendanceInput = Pick<MeetingInput, 'attendances'>
type ItemInput = MeetingInput['items'][number]

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new BusinessError('INVALID_INPUT', { problems })
}

/** Who sat for each seat, one person at most (art. 5). Throws INVALID_INPUT for a seat unknown, twice, left out, or without deputy. */
export function readAttendances(input: AttendanceInput, seats: readonly SeatRecord[]): Voter[] {
  const told = input.attendances.map((one) => one.seatId)
  const problems = input.attendances.flatMap((one, index) => {
    const repeated = told.indexOf(one.seatId) !== index
    return badAttendance(one, { seats, repeated }).map((problem) => ({
      ...problem,
      path: `attendances[${index}]`,
    }))
  })
  const present = input.attendances.flatMap(({ seatId, presence }): Voter[] => {
    const holder = holderOf(seats, seatId, presence)
    return holder === undefined
      ? []
      : [{ seatId: asId(seatId), personId: holder.personId, role: holder.role }]
  })
  const missing = seats
    .filter((seat) => !told.includes(seat.id))
    .map((seat) => ({
      path: 'attendances',
      code: 'MISSING',
      message: `Manca la presenza o assenza di ${seat.bodyName}.`,
    }))
  const nobody = { path: 'attendances', code: 'NOBODY', message: 'Serve almeno un componente presente.' }
  refuse([...problems, ...missing, ...(present.length === 0 ? [nobody] : [])])
  return present
}

type Presence = MeetingInput['attendances'][number]['presence']

function holderOf(seats: readonly SeatRecord[], seatId: string, presence: Presence) {
  return seats.find((one) => one.id === seatId)?.holders.find((one) => one.role === presence)
}

function badAttendance(
  { seatId, presence }: { seatId: string; presence: Presence },
  { seats, repeated }: { seats: readonly SeatRecord[]; repeated: boolean },
): Omit<Problem, 'path'>[] {
  const seat = seats.find((one) => one.id === seatId)
  if (seat === undefined || repeated)
    return [{ code: 'SEAT', message: 'Seggio sconosciuto o indicato due volte.' }]
  if (presence === 'ABSENT' || holderOf(seats, seatId, presence) !== undefined) return []
  return [{ code: 'HOLDER', message: `${seat.bodyName} non ha indicato questo componente.` }]
}

interface Room {
  attendances: readonly Voter[]
  agenda: readonly AgendaItem[]
  exclusions: readonly ItemExclusion[]
}

/** Every vote of those present and not excluded, item by item (art. 5, 7). Throws INVALID_INPUT for a vote of a seat that
 * is absent, excluded from the item, or named twice, for an item of the agenda left out, and for one adjourned that can be
 * decided; ITEM_WITHOUT_VOTERS for one that nobody present can decide. */
export function readVotes(input: Pick<MeetingInput, 'items'>, room: Room): Vote[] {
  const problems = missingItems(input.items, room.agenda)
  const votes: Vote[] = []
  const undecided: string[] = []
  const exclusions = Map.groupBy(room.exclusions, (one) => one.agendaItemId)
  for (const [index, item] of input.items.entries()) {
    const excluded = exclusions.get(item.agendaItemId) ?? []
    const voters = presentFor(
      room.attendances,
      excluded.map((one) => one.personId),
    )
    problems.push(...badVotes(item, `items[${index}]`, { present: room.attendances, voters }))
    if (item.adjourned === true && voters.length > 0) problems.push(canDecide(`items[${index}].adjourned`))
    if (item.adjourned !== true && voters.length === 0) undecided.push(item.agendaItemId)
    votes.push(
      ...voters.map(({ seatId, personId }) => ({
        agendaItemId: item.agendaItemId,
        seatId,
        personId,
        choice: choiceOf(item, seatId),
      })),
    )
  }
  refuse(problems)
  refuseUndecided(undecided, room.agenda)
  return votes
}

function refuseUndecided(ids: readonly string[], agenda: readonly AgendaItem[]): void {
  const items = agenda.filter((item) => ids.includes(item.id)).map((item) => item.position)
  if (items.length > 0) throw new BusinessError('ITEM_WITHOUT_VOTERS', { items: items.join(', ') })
}

function canDecide(path: string): Problem {
  const message = 'Su questo punto c’è chi può votare: va deciso, non rinviato.'
  return { path, code: 'HAS_VOTERS', message }
}

function missingItems(items: readonly ItemInput[], agenda: readonly AgendaItem[]): Problem[] {
  const recorded = items.map((item) => item.agendaItemId)
  const whole = recorded.length === agenda.length && agenda.every((item) => recorded.includes(item.id))
  const message = 'Ogni punto dell’ordine del giorno va registrato una volta, e nessun altro.'
  return whole ? [] : [{ path: 'items', code: 'AGENDA', message }]
}

function badVotes(
  item: ItemInput,
  path: string,
  room: { present: readonly Voter[]; voters: readonly Voter[] },
): Problem[] {
  const named = [
    ...item.against.map((seatId, index) => ({ seatId, path: `${path}.against[${index}]` })),
    ...item.abstained.map((seatId, index) => ({ seatId, path: `${path}.abstained[${index}]` })),
  ]
  return named.flatMap((vote, index): Problem[] => {
    const sits = (people: readonly Voter[]) => people.some((one) => one.seatId === vote.seatId)
    if (!sits(room.present))
      return [{ path: vote.path, code: 'ABSENT', message: 'Il componente non è presente.' }]
    if (!sits(room.voters))
      return [
        {
          path: vote.path,
          code: 'EXCLUDED',
          message: 'Il componente è escluso da questo punto e non vota (art. 5).',
        },
      ]
    if (named.findIndex((one) => one.seatId === vote.seatId) !== index)
      return [{ path: vote.path, code: 'TWICE', message: 'Il componente vota una volta sola.' }]
    return []
  })
}

function choiceOf(item: ItemInput, seatId: string): VoteChoice {
  if (item.against.includes(seatId)) return 'AGAINST'
  return item.abstained.includes(seatId) ? 'ABSTAINED' : 'FAVOURABLE'
}
