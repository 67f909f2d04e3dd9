import type { WatchedAsked, WatchedInstance } from '../../db/cycle/process-read-model.ts'
import type { Stores } from '../../db/stores.ts'
import { toCsv } from '../../reports/csv.ts'
import { processTitle } from '../../words/processes.ts'
import { titleOf } from '../../words/codes.ts'
import { formatInstant } from '../../words/formats.ts'

/** The most lines of the file: whoever needs more narrows the filter. */
export const MOST_LINES = 10_000
const LINES_AT_ONCE = 100
const COLUMNS = ['Processo', 'Ciclo', 'Di che cosa', 'Stato', 'Iniziato', 'Finito', 'Chiave'] as const

/** The instances that the viewer may know of, with the filters of their list, as a table (CSV). */
export async function instanceTable(
  { instances }: Pick<Stores, 'instances'>,
  asked: WatchedAsked,
): Promise<Buffer> {
  const lines: (string | null)[][] = []
  let after: string | undefined
  do {
    const { items, next } = await instances.everywhere({ ...asked, after, limit: LINES_AT_ONCE })
    lines.push(...items.map(lineOf))
    after = next ?? undefined
  } while (after !== undefined && lines.length < MOST_LINES)
  return toCsv(COLUMNS, lines)
}

const lineOf = (one: WatchedInstance): (string | null)[] => [
  ...[processTitle(one.processId), one.cycleCode, one.about, titleOf('instance', one.state)],
  ...[formatInstant(one.seenAt), one.endedAt && formatInstant(one.endedAt), one.key],
]
