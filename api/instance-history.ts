import { z } from 'zod'
import type { Page, PageAsked } from '../db/platform/page.ts'
import { USUAL_ROWS } from '../db/platform/page.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { InstanceReads, Stay, StaysAsked } from '../domain/process/instance-reads.ts'
import { textFilter } from './paging.ts'

/** By what the history of an instance is filtered, and where it begins. */
export const historyFilters = { text: textFilter, order: z.enum(['LAST', 'FIRST']) }

interface HistoryAsked extends PageAsked {
  order?: StaysAsked['order'] | undefined
}

/** A page of what an instance went through at these elements, the last first unless told. Throws
 * QUERY_INVALID when the key of the page is none that this list gave. */
export async function historyOf(
  engine: Pick<InstanceReads, 'stays'>,
  key: string,
  { elementIds, asked }: { elementIds: readonly string[]; asked: HistoryAsked },
): Promise<Page<Stay>> {
  const { order = 'LAST', after } = asked
  const limit = USUAL_ROWS
  const place = after === undefined ? null : placeIn(after)
  const stays = await engine.stays(key, { elementIds, order, after: place, limit: limit + 1 })
  const items = stays.slice(0, limit)
  const last = items.at(-1)
  return { items, next: stays.length > limit && last !== undefined ? textOf(last) : null }
}

/* An instant in milliseconds and the key of a stay: nothing is shown by it that is not shown without. */
const PLACE = /^(\d{1,15})-(\d{1,19})$/
const textOf = ({ enteredAt, key }: Stay): string => `${enteredAt.getTime()}-${key}`

function placeIn(text: string): StaysAsked['after'] {
  const [, instant, key] = PLACE.exec(text) ?? []
  if (instant === undefined || key === undefined)
    throw new BusinessError('QUERY_INVALID', { problems: [NOT_A_KEY] })
  return { enteredAt: new Date(Number(instant)), key }
}

const NOT_A_KEY = {
  path: 'after',
  code: 'PAGE_KEY',
  message: 'La chiave della pagina non è di questo elenco, o è stata cambiata: riparti dalla prima pagina.',
}
