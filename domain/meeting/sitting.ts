import type { SittingRules } from '../call/configuration.ts'
import type { PersonId } from '../shared/ids.ts'
import type { Checked, Problem } from '../shared/problem.ts'
import { attendanceProblems, roomsOf } from './attendance.ts'
import type { Attendance, Convened, Voter } from './attendance.ts'
import { isMajority, presentFor } from './deliberation.ts'
import type { Vote } from './deliberation.ts'
import type { AgendaItemKind } from './lifecycle.ts'
import { badOutcome } from './outcome.ts'

/** Why an item was not decided: those present put it off by their majority, nobody in the room could vote, or fewer than the
 * call's minimum; or it is the ranking, and a project of it was put off (art. 5, 7). */
export const DEFERRALS = ['BY_THOSE_PRESENT', 'NO_VOTERS', 'BELOW_MINIMUM', 'WITH_A_PROJECT'] as const
export type Deferral = (typeof DEFERRALS)[number]

/** What is told of a sitting: who was there when, and of each item whether it was voted or put off, how many were in
 * favour (of it, or of putting it off), and by name who was against or abstained. */
export interface Told extends Attendance {
  items: readonly {
    agendaItemId: string
    outcome: 'VOTED' | 'DEFERRED' | 'NOTED'
    favourable?: number | null | undefined
  }[]
  votes: readonly { agendaItemId: string; seatId: string; choice: 'AGAINST' | 'ABSTAINED' }[]
}
/** What is known before: the committee, the agenda, and who takes no part in what. */
export interface Known extends Convened {
  agenda: readonly { id: string; position: number; kind: AgendaItemKind }[]
  /** The call's; null where the meeting is on no call: no minimum is known (art. 7). */
  rules: SittingRules | null
  exclusions: readonly { agendaItemId: string; personId: PersonId }[]
}
/** An item once the sitting is over: every vote, and why it was not decided where it was not. */
export interface HeldItem {
  agendaItemId: string
  votes: Vote[]
  deferral: Deferral | null
}
/** `undecidable`: the positions of items that are told as voted, though nobody in the room could vote, or too few. */
interface Sitting {
  items: HeldItem[]
  undecidable: number[]
}

type Item = Told['items'][number]
interface Place {
  item: Item
  kind: AgendaItemKind
  position: number
  path: string
  room: readonly Voter[]
  present: readonly Voter[]
  /** The ranking rests on the votes on its projects: where one of them is put off, it comes back with it. */
  waits: boolean
}

/** Every vote of those in the room and not excluded, item by item (art. 5, 7). What was told must account for each of them:
 * in favour, against and abstained are together those present, so that no vote is presumed. */
export function readSitting(told: Told, known: Known): Checked<Sitting> {
  const first = [...attendanceProblems(told, known), ...agendaProblems(told, known)]
  if (first.length > 0) return { ok: false, problems: first }
  const read = placesOf(told, known).map((place) => ({
    place,
    problems: problemsAt(told, place, known),
    item: heldItem(told, place, known),
  }))
  const problems = read.flatMap((one) => one.problems)
  if (problems.length > 0) return { ok: false, problems }
  const undecidable = read.filter(({ place, item }) => isUndecidable(place, item))
  return {
    ok: true,
    value: {
      items: read.map(({ item }) => item),
      undecidable: undecidable.map(({ place }) => place.position),
    },
  }
}

/** The items of which all is told, as they are then recorded: every vote is accounted for, and somebody may cast it (art. 5, 7). */
export function heldSoFar(told: Told, known: Known): HeldItem[] {
  if (attendanceProblems(told, known).length > 0) return []
  return placesOf(told, known)
    .filter((place) => problemsAt(told, place, known).length === 0)
    .map((place) => ({ place, item: heldItem(told, place, known) }))
    .flatMap(({ place, item }) => (isUndecidable(place, item) ? [] : [item]))
}

const problemsAt = (told: Told, place: Place, known: Known): Problem[] => [
  ...badNames(told, place),
  ...badOutcome(place, known.rules),
  ...badCount(told, place, known),
]
const isUndecidable = ({ item }: Place, { deferral }: HeldItem): boolean =>
  item.outcome === 'VOTED' && deferral !== null

/** Who may vote each item as far as the sitting is told: in the room, and not excluded (art. 5, 7). */
export const votersByItem = (told: Told, known: Known): Map<string, readonly Voter[]> =>
  new Map(placesOf(told, known).map(({ item, present }) => [item.agendaItemId, present]))

/* Each item that was told, in the order of the agenda, with who was there for it. */
function placesOf(told: Told, known: Known): Place[] {
  const rooms = roomsOf(told, known)
  const excluded = Map.groupBy(known.exclusions, (one) => one.agendaItemId)
  const putOff = new Set(told.items.flatMap((one) => (one.outcome === 'DEFERRED' ? [one.agendaItemId] : [])))
  const projectOff = known.agenda.some(({ id, kind }) => kind === 'APPLICATION' && putOff.has(id))
  const everThere = new Set([...rooms.values()].flat().map(({ personId }) => personId))
  return known.agenda.flatMap(({ id, position, kind }) => {
    const index = told.items.findIndex(({ agendaItemId }) => agendaItemId === id)
    const item = told.items[index]
    if (item === undefined) return []
    const room = rooms.get(id) ?? []
    const out = (excluded.get(id) ?? []).map(({ personId }) => personId)
    const standsIn = (voter: Voter): boolean => standsInForExcluded(voter, { out, everThere, known })
    const present = presentFor(room, out).filter((voter) => !standsIn(voter))
    const waits = kind === 'RANKING' && projectOff
    return [{ item, kind, position, path: `items[${index}]`, room, present, waits }]
  })
}

/* Art. 5 lets a deputy sit for a titular who is absent: of one who is at the sitting and excluded, where the call says so. */
function standsInForExcluded(
  { seatId, role }: Voter,
  { out, everThere, known }: { out: readonly PersonId[]; everThere: ReadonlySet<PersonId>; known: Known },
): boolean {
  if (role !== 'DEPUTY' || known.rules?.deputyFor !== 'ABSENCE') return false
  const holders = known.seats.find(({ id }) => id === seatId)?.holders ?? []
  return holders.some(
    (one) => one.role === 'TITULAR' && out.includes(one.personId) && everThere.has(one.personId),
  )
}

/* Whether those in the room decide the item: somebody, and no fewer than the call's minimum. */
const decides = ({ present, waits }: Place, { rules }: Known): boolean =>
  !waits && present.length >= (rules?.roomMinimum ?? 1)

function agendaProblems({ items, votes }: Told, { agenda }: Known): Problem[] {
  const told = items.map((item) => item.agendaItemId)
  const whole = told.length === agenda.length && agenda.every(({ id }) => told.includes(id))
  const message = 'Ogni punto dell’ordine del giorno va registrato una volta, e nessun altro.'
  const stray = votes.flatMap(({ agendaItemId }, index) =>
    agenda.some(({ id }) => id === agendaItemId) ? [] : [`votes[${index}].agendaItemId`],
  )
  return [
    ...(whole ? [] : [{ path: 'items', code: 'AGENDA', message }]),
    ...stray.map((path) => ({ path, code: 'ITEM', message: 'Scegli un punto dell’ordine del giorno.' })),
  ]
}

const namedOn = ({ votes }: Told, { agendaItemId }: Item) =>
  votes
    .map((vote, index) => ({ ...vote, path: `votes[${index}].seatId` }))
    .filter((vote) => vote.agendaItemId === agendaItemId)

function badNames(told: Told, { item, position, room, present }: Place): Problem[] {
  const named = namedOn(told, item)
  const sits = (people: readonly Voter[], seatId: string) => people.some((one) => one.seatId === seatId)
  return named.flatMap(({ seatId, path }, index): Problem[] => {
    if (!sits(room, seatId))
      return [{ path, code: 'ABSENT', message: `Al punto ${position} il componente non è in aula.` }]
    if (!sits(present, seatId)) {
      const message = `Il componente è escluso dal punto ${position} e non vota (art. 5).`
      return [{ path, code: 'EXCLUDED', message }]
    }
    if (named.findIndex((one) => one.seatId === seatId) === index) return []
    return [{ path, code: 'TWICE', message: `Il componente vota una volta sola, al punto ${position}.` }]
  })
}

function badCount(told: Told, place: Place, known: Known): Problem[] {
  const { item, position } = place
  const path = `${place.path}.favourable`
  const named = namedOn(told, item).length
  if (item.outcome === 'NOTED' || !decides(place, known)) {
    if ((item.favourable ?? 0) + named === 0 || item.outcome === 'VOTED') return []
    const message = `Al punto ${position} non si è votato: togli i voti.`
    return [{ path, code: 'NO_VOTE', message }]
  }
  if (item.favourable == null) {
    const message = `Scrivi quanti hanno votato a favore al punto ${position}: nessun voto è presunto.`
    return [{ path, code: 'MISSING', message }]
  }
  return badTotal(place, { favourable: item.favourable, named, known })
}

function badTotal(
  { item, position, path: place, present }: Place,
  { favourable, named, known }: { favourable: number; named: number; known: Known },
): Problem[] {
  const path = `${place}.favourable`
  const total = favourable + named
  if (total !== present.length) {
    const message = `Al punto ${position} ${votersText(present, known)}, e i voti indicati sono ${total} (${favourable} favorevoli, ${named} contrari o astenuti): indica il voto di ciascuno, o chi era fuori dall’aula.`
    return [{ path, code: 'COUNT', message }]
  }
  if (item.outcome === 'VOTED' || isMajority(favourable, present.length)) return []
  const message = `Il rinvio del punto ${position} non ha la maggioranza dei presenti (art. 7): il punto va deciso.`
  return [{ path, code: 'NOT_DEFERRED', message }]
}

function votersText(present: readonly Voter[], { seats }: Known): string {
  const names = present.map(({ seatId }) => seats.find(({ id }) => id === seatId)?.bodyName ?? '')
  if (names.length === 0) return 'nessuno in aula può votare'
  return names.length === 1
    ? `può votare solo ${names.join()}`
    : `possono votare in ${names.length} (${names.join(', ')})`
}

/* Those who are not named are in favour: their number was told, and it is theirs. */
function heldItem(told: Told, place: Place, known: Known): HeldItem {
  const { item, present } = place
  const deferral = deferralOf(place, known)
  const named = new Map(namedOn(told, item).map((one) => [one.seatId, one.choice]))
  const voted = item.outcome !== 'NOTED' && (deferral === null || deferral === 'BY_THOSE_PRESENT')
  const votes = (voted ? present : []).map(({ seatId, personId }): Vote => ({
    ...{ seatId, personId },
    choice: named.get(seatId) ?? 'FAVOURABLE',
  }))
  return { agendaItemId: item.agendaItemId, votes, deferral }
}

function deferralOf(place: Place, known: Known): Deferral | null {
  if (place.item.outcome === 'NOTED') return null
  if (place.waits) return 'WITH_A_PROJECT'
  if (place.present.length === 0) return 'NO_VOTERS'
  if (!decides(place, known)) return 'BELOW_MINIMUM'
  return place.item.outcome === 'DEFERRED' ? 'BY_THOSE_PRESENT' : null
}
