import { callRules } from '../domain/call/configuration.ts'
import { roomsOf } from '../domain/meeting/attendance.ts'
import { votersByItem } from '../domain/meeting/sitting.ts'
import type { Told } from '../domain/meeting/sitting.ts'
import type { LoadedWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { loadSitting } from '../use-cases/meeting/load-sitting.ts'
import type { SittingFacts } from '../tasks/meeting/sitting-facts.ts'
import { addRow } from './forms/rows.ts'
import type { Values } from './forms/form-schema.ts'
import type { Part } from './forms/task-view.ts'
import type { PageContext } from './page.ts'
import { itemScores } from './item-scores.ts'
import { rowsIn, toldSoFar } from '../tasks/meeting/told-so-far.ts'
import { lacksOf } from './sitting-so-far.ts'
import type { Lack } from './sitting-so-far.ts'

type Field = Extract<Part, { kind: 'field' }>
type List = Extract<Part, { kind: 'list' }>
interface Sitting {
  parts: readonly Part[]
  data: Values
  facts: SittingFacts
  told: Told
  lacks: readonly Lack[]
}

/** The form of a sitting as one page: what is still missing, who is in the room for each item, who takes no part in what, and the items of
 * the agenda, of which one is at hand: the one that the address names, else the first that is not whole (art. 5, 7). */
export async function sittingView(
  { parts: { look, reads }, actor, now, query }: PageContext,
  { id, parts, data }: Pick<LoadedWorkItem, 'id' | 'data'> & { parts: readonly Part[] },
) {
  const endTime = typeof data['endTime'] === 'string' ? data['endTime'] : ''
  const facts = await look(actor, loadSitting, { id, endTime })
  const sitting = { parts, data, facts, told: toldSoFar(data), lacks: lacksOf(data, facts) }
  const items = itemsOf(sitting)
  const atHand = items.find(({ position }) => String(position) === query['item']) ?? firstAtHand(items)
  return {
    ...{ page: `/tasks/${id}`, id, onCall: facts.rules !== null },
    intro: parts.flatMap((one) => (one.kind === 'html' ? [one.html] : [])).join(''),
    lacks: sitting.lacks,
    few: sitting.lacks.length <= FEW,
    end: fieldAt(parts, 'endTime'),
    people: ['consultants', 'wentOut'].flatMap((path) => fieldAt(parts, path) ?? []),
    minimum: facts.rules?.roomMinimum ?? 1,
    ...roomOf(sitting),
    exclusions: byPerson(rowsIn(data['exclusions'])),
    items: items.map((item) => ({ ...item, open: item === atHand })),
    project: atHand?.applicationId ? await projectOf(atHand.applicationId, { reads, actor, now }) : null,
  }
}

/* Of the project at hand: its scores, or how they come to be read; nothing where the wall shows none (art. 5). */
async function projectOf(
  applicationId: string,
  { reads, actor, now }: Pick<PageContext['parts'], 'reads'> & Pick<PageContext, 'actor' | 'now'>,
) {
  const found = await reads.rankings.sheets(actor, { applicationId, now, others: 'ONCE_READ' })
  const call = found && (await reads.calls.find(actor, found.callId))
  if (found === null || call === null) return null
  return { id: applicationId, scores: itemScores(found, callRules(call.configuration).evaluation) }
}

/* More are folded away: the page stays within four screens with ten points. */
const FEW = 3

const firstAtHand = <I extends { blankRow: boolean; whole: boolean }>(items: readonly I[]): I | undefined =>
  items.find(({ blankRow }) => blankRow) ?? items.find(({ whole }) => !whole)

const fieldAt = (parts: readonly Part[], path: string) =>
  parts.find((one): one is Field => one.kind === 'field' && one.spec.path === path)?.spec ?? null
const fieldsIn = (parts: readonly Part[]) => parts.flatMap((one) => (one.kind === 'field' ? [one.spec] : []))
const hiddenIn = (parts: readonly Part[]) =>
  parts.flatMap((one) => (one.kind === 'hidden' ? [{ path: one.path, value: one.value }] : []))
const rowsOfList = (parts: readonly Part[], path: string): List['rows'] =>
  parts.find((one): one is List => one.kind === 'list' && one.path === path)?.rows ?? []

/* How each seat stands at each item: who sits for it, whether that one is excluded, or nobody. */
const MARKS = {
  TITULAR: { mark: 'T', says: 'titolare' },
  DEPUTY: { mark: 'S', says: 'supplente' },
  EXCLUDED: { mark: 'E', says: 'in aula, non vota' },
  NOBODY: { mark: '–', says: 'nessuno in aula' },
} as const

function roomOf({ parts, data, facts, told }: Sitting) {
  const rooms = roomsOf(told, facts)
  const voters = votersByItem(told, facts)
  const markAt = (seatId: string, itemId: string) => {
    const sits = rooms.get(itemId)?.find((one) => one.seatId === seatId)
    if (sits === undefined) return MARKS.NOBODY
    const votes = voters.get(itemId)?.some((one) => one.seatId === seatId) === true
    return votes ? MARKS[sits.role] : MARKS.EXCLUDED
  }
  const seats = rowsIn(data['attendances'])
  return {
    points: facts.agenda.map(({ id, position, title }) => ({
      ...{ position, title },
      voting: voters.get(id)?.length ?? 0,
    })),
    seats: rowsOfList(parts, 'attendances').map((row, index) => {
      const { seatId, seat, people } = seats[index] ?? {}
      const [presence] = fieldsIn(row.parts)
      return {
        ...{ name: seat, people, hidden: hiddenIn(row.parts) },
        presence: presence && { ...presence, label: `All’apertura: ${String(seat)}` },
        cells: facts.agenda.map(({ id, position }) => ({
          id: `seat-${index}-${position}`,
          position,
          ...markAt(String(seatId), id),
        })),
      }
    }),
  }
}

/* Each person once, with every reason and the points that it reaches. */
const byPerson = (rows: ReturnType<typeof rowsIn>) =>
  [...Map.groupBy(rows, ({ person, body }) => `${String(person)}, ${String(body)}`)].map(
    ([who, reasons]) => ({
      who,
      reasons: reasons.map(({ items, reason }) => ({ items, reason })),
    }),
  )

function itemsOf({ parts, data, facts, told, lacks }: Sitting) {
  const voters = votersByItem(told, facts)
  return rowsOfList(parts, 'items').map((row, index) => {
    const { agendaItemId, title } = rowsIn(data['items'])[index] ?? {}
    const id = String(agendaItemId)
    const item = facts.agenda.find((one) => one.id === id)
    const own = lacks.filter(({ itemId }) => itemId === id)
    const inItem = (list: 'movements' | 'votes') =>
      rowsAt({ parts, data }, { list, id, isFirst: index === 0 })
    const lists = [
      { label: 'Chi entra, esce o è sostituito da questo punto', ...inItem('movements') },
      { label: 'Contrari e astenuti, per nome', ...inItem('votes') },
    ]
    return {
      ...{ id, title, position: item?.position, applicationId: item?.applicationId ?? null },
      ...{ hidden: hiddenIn(row.parts), fields: fieldsIn(row.parts), lists },
      voting: voters.get(id)?.length ?? 0,
      whole: own.length === 0,
      lacking: own.length,
      blankRow: lists.some(({ rows }) => rows.some(({ blank }) => blank)),
    }
  })
}

/* The rows of a list that speak of an item; the item itself is not asked again. One of no item stands in the first. */
function rowsAt(
  { parts, data }: Pick<Sitting, 'parts' | 'data'>,
  { list, id, isFirst }: { list: 'movements' | 'votes'; id: string; isFirst: boolean },
) {
  const told = rowsIn(data[list])
  const known = rowsIn(data['items']).map((item) => item['agendaItemId'])
  const rows = rowsOfList(parts, list).flatMap(({ parts: own, number, remove }, index) => {
    const { agendaItemId, seatId } = told[index] ?? {}
    const stray = !known.includes(agendaItemId)
    if (agendaItemId !== id && !(stray && isFirst)) return []
    const fields = fieldsIn(own)
    const asked = stray ? fields : fields.slice(1)
    const hidden = stray ? [] : [{ path: `${list}[${index}].agendaItemId`, value: id }]
    return [{ fields: asked, hidden, number, remove, blank: !seatId }]
  })
  return { rows, add: addRow(list, { agendaItemId: id }) }
}
