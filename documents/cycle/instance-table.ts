import type { WatchedAsked, WatchedInstance } from '../../db/cycle/watched-instances.ts'
import type { Stores } from '../../db/stores.ts'
import { toCsv } from '../../reports/csv.ts'
import { processTitle } from '../../words/processes.ts'
import { titleOf } from '../../words/codes.ts'
import { formatInstant } from '../../words/formats.ts'

/** The most lines of the file: whoever needs more narrows the filter. */
export const MOST_LINES = 10_000
const LINES_AT_ONCE = 100
const COLUMNS = [
  ...['Processo', 'Ciclo', 'Di che cosa', 'Stato', 'Iniziato', 'Finito'],
  ...['Attività aperte', 'Primo termine', 'Chiave'],
]

type TitleOf = (element: string) => string

/** The instances that the viewer may know of, with the filters of their list, as a table (CSV); `stepTitle` names people's steps. */
export async function instanceTable(
  { instances }: Pick<Stores, 'instances'>,
  asked: WatchedAsked,
  stepTitle: TitleOf,
): Promise<Buffer> {
  const lines: (string | null)[][] = []
  let after: string | undefined
  do {
    const { items, next } = await instances.everywhere({ ...asked, after, limit: LINES_AT_ONCE })
    lines.push(...items.map((one) => lineOf(one, stepTitle)))
    after = next ?? undefined
  } while (after !== undefined && lines.length < MOST_LINES)
  return toCsv(COLUMNS, lines)
}

const lineOf = (one: WatchedInstance, stepTitle: TitleOf): (string | null)[] => [
  ...[processTitle(one.processId), one.cycleCode, one.about, titleOf('instance', one.state)],
  ...[formatInstant(one.seenAt), one.endedAt && formatInstant(one.endedAt)],
  ...[one.waits.map(({ element, count }) => counted(stepTitle(element), count)).join('; ')],
  ...[firstTerm(one), one.key],
]

const counted = (title: string, count: number): string => (count === 1 ? title : `${title} (${count})`)

const firstTerm = ({ waits: [first] }: WatchedInstance): string | null =>
  first?.dueAt ? formatInstant(first.dueAt) : null
