import { readSitting } from '../domain/meeting/sitting.ts'
import type { Known } from '../domain/meeting/sitting.ts'
import { parseWith } from '../domain/shared/problem.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { meetingInput } from '../tasks/meeting/meeting-input.ts'
import { isWhole, rowsIn, toldSoFar } from '../tasks/meeting/told-so-far.ts'
import { fieldId } from './forms/form-state.ts'
import type { Values } from './forms/form-schema.ts'

/** One thing that is missing or wrong before a sitting can be closed; `itemId`: of the agenda's item that it is about. */
export interface Lack {
  itemId: string | null
  href: string
  where: string
  message: string
}

/** What is still missing or wrong before a sitting can be closed, by the rules by which it is then recorded (art. 5, 7): first what each
 * field asks for, then, once it is known who was there, what does not account for every vote. */
export function lacksOf(data: Values, known: Known): Lack[] {
  const told = toldSoFar(data)
  const typed = {
    items: rowsIn(data['items']),
    votes: rowsIn(data['votes']),
    movements: rowsIn(data['movements']),
  }
  const sitting = readSitting(told, known)
  const rules = sitting.ok ? undecidable(sitting.value.undecidable, data, known) : sitting.problems
  return [
    ...blanks(data).map((one) => lackAt(one, typed, known)),
    ...firstOfEach(rules).map((one) => lackAt(one, told, known)),
  ]
}

/* Missing presences are many at first: one line says it. */
function firstOfEach(problems: readonly Problem[]): Problem[] {
  const missing = problems.filter(({ path, code }) => path === 'attendances' && code === 'MISSING')
  if (missing.length < 2) return [...problems]
  const message = `Manca la presenza o assenza all’apertura di ${missing.length} seggi.`
  return [
    { path: 'attendances', code: 'MISSING', message },
    ...problems.filter((one) => !missing.includes(one)),
  ]
}

/* What nobody in the room, or too few, could vote is put off. */
function undecidable(positions: readonly number[], data: Values, { agenda }: Known): Problem[] {
  return positions.flatMap((position) => {
    const id = agenda.find((one) => one.position === position)?.id
    const index = rowsIn(data['items']).findIndex(({ agendaItemId }) => agendaItemId === id)
    const message = `Al punto ${position} in aula sono troppo pochi per votare: si rinvia.`
    return [{ path: `items[${index}].outcome`, code: 'UNDECIDABLE', message }]
  })
}

const LISTS = ['movements', 'votes'] as const
function blanks(data: Values): Problem[] {
  const missing = (path: string, message: string): Problem => ({ path, code: 'MISSING', message })
  const end = parseWith(meetingInput.shape.endTime, data['endTime'])
  return [
    ...(end.ok ? [] : [missing('endTime', 'Scrivi l’ora di fine, per esempio 12:00.')]),
    ...LISTS.flatMap((list) =>
      rowsIn(data[list]).flatMap((row, index) =>
        isWhole[list](row) && row['seatId'] !== ''
          ? []
          : [missing(`${list}[${index}].seatId`, `Completa la riga ${index + 1}, o toglila.`)],
      ),
    ),
    ...rowsIn(data['items']).flatMap(({ discussion, outcome }, index) => [
      ...(typeof discussion === 'string' && discussion.trim() !== ''
        ? []
        : [missing(`items[${index}].discussion`, 'Scrivi la sintesi della discussione.')]),
      ...(typeof outcome === 'string' && outcome !== ''
        ? []
        : [missing(`items[${index}].outcome`, 'Di’ che cosa è stato votato.')]),
    ]),
  ]
}

const AT = /^(items|votes|movements)\[(\d+)\]/

type Lists = Readonly<Record<'items' | 'votes' | 'movements', readonly { agendaItemId?: unknown }[]>>

function lackAt({ path, message }: Problem, lists: Lists, { agenda }: Known): Lack {
  const [, list, index] = AT.exec(path) ?? []
  const row = list === undefined ? undefined : lists[list as keyof Lists][Number(index)]
  const item = agenda.find(({ id }) => id === row?.agendaItemId)
  const where = item === undefined ? (WHERE[path] ?? 'Presenze') : `Punto ${item.position}`
  return { itemId: item?.id ?? null, href: hrefOf(path, item), where, message }
}

const WHERE: Readonly<Record<string, string>> = { endTime: 'Ora di fine', items: 'Ordine del giorno' }

/* Of an item, its field; a row that is wrong stands in its item, all else among the presences. */
function hrefOf(path: string, item: { position: number } | undefined): string {
  if (path === 'endTime' || path.startsWith('items[')) return `#${fieldId(path, null)}`
  return item === undefined ? '#room' : `#item-${item.position}`
}
