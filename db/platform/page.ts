import type { Knex } from 'knex'
import { z } from 'zod'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'

/** The most rows of a list that one answer gives, and how many it gives where nobody says. */
export const MOST_ROWS = 100
export const USUAL_ROWS = 20

/** Which part of a list is asked: at most `limit` rows, after those of the page whose `next` this key was. */
export interface PageAsked {
  after?: string | undefined
  limit?: number | undefined
}

/** A part of a list; `next` is the key of the part that follows, null where none does. */
export interface Page<T> {
  items: T[]
  next: string | null
}

/* What a list is sorted by. An instant that may be missing is `coalesce(…, 'infinity')`: it comes last. */
const kinds = {
  instant: {
    type: 'timestamptz',
    schema: z.union([z.literal('infinity'), z.iso.datetime({ offset: true }).regex(/^(?!0000).*\+00:00$/)]),
  },
  day: { type: 'date', schema: z.iso.date() },
  text: { type: 'text', schema: z.string().regex(/^[^\0]*$/) },
  number: { type: 'bigint', schema: z.int() },
}

/** A list, and how it is sorted. */
export interface Listing {
  /** What makes this list another than any other: its name, whose it is. A key of another is refused. */
  about: readonly unknown[]
  /** Its rows as a query that ends in its condition, without order; or as several that have no row in common, where an index
   * gives each of them in order, but none all of them. */
  rows: string | readonly string[]
  values: Record<string, string | readonly string[] | null>
  /** A further condition on `rows` for each filter, on the value of that name; where the value is undefined, none. */
  filters?: Readonly<Record<string, readonly [condition: string, value: string | number | undefined]>>
  /** What it is sorted by, columns of `rows` with their kind; together they tell every row from the others. */
  order: Readonly<Record<string, keyof typeof kinds>>
  direction?: 'asc' | 'desc'
}

/** Reads one page of a list by the key where it begins, so that no row is read that is not shown, none comes twice and none is
 * left out while others are written. Throws QUERY_INVALID when the key is not one that this list gave. */
export async function readPage<T>(tx: Knex, list: Listing, asked: PageAsked): Promise<Page<T>> {
  const limit = Math.min(asked.limit ?? USUAL_ROWS, MOST_ROWS)
  const from = asked.after === undefined ? [] : keyOf(list, asked.after)
  const begin = from.map((value, index): [string, string | number] => [`after${index}`, value])
  const asks = filtersAsked(list).map(({ name, value }): [string, string | number] => [name, value])
  const { rows } = await tx.raw<{ rows: (T & { page_key: readonly unknown[] | null })[] }>(
    statementOf(list, { limit, goesOn: from.length > 0 }),
    { ...list.values, ...Object.fromEntries([...asks, ...begin]) },
  )
  /* A row that a field is deleted from is slow from then on. */
  const keyed = rows.map(({ page_key: key, ...row }) => ({ key, row: row as unknown as T }))
  const last = keyed.length > limit ? keyed[limit - 1]?.key : null
  return { items: keyed.slice(0, limit).map(({ row }) => row), next: last ? textOf(list, last) : null }
}

/** The condition of a filter by text: it stands somewhere in one of the columns, in capitals or not. */
export const contains = (...columns: readonly string[]): string =>
  `position(lower(:text collate counted) in lower(concat_ws(' ', ${columns.join(', ')}) collate counted)) > 0`

const filtersAsked = ({ filters = {} }: Listing) =>
  Object.entries(filters).flatMap(([name, [condition, value]]) =>
    value === undefined ? [] : [{ name, condition, value }],
  )

/* A length that is a value would leave PostgreSQL to guess how much of the list is read. The key is made of the last row of the
   page alone: made of each, it costs as much as a short row. */
function statementOf(list: Listing, { limit, goesOn }: { limit: number; goesOn: boolean }): string {
  const { order, direction = 'asc' } = list
  const conditions = filtersAsked(list).map(({ condition }) => ` and (${condition})`)
  const columns = Object.keys(order)
  const casts = Object.values(order).map((kind, index) => `cast(:after${index} as ${kinds[kind].type})`)
  const beyond = `where (${columns.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${casts.join(', ')})`
  const sorted = columns.map((column) => `${column} ${direction}`).join(', ')
  const firstOf = (rows: string, where = ''): string =>
    `select * from (${rows}) as listed ${where} order by ${sorted} limit ${limit + 1}`
  const parts = [list.rows]
    .flat()
    .map((rows) => firstOf([rows, ...conditions].join(''), goesOn ? beyond : ''))
  const first =
    parts.length === 1 ? parts.join() : firstOf(parts.map((part) => `(${part})`).join(' union all '))
  return `select listed.*, case when row_number() over () = ${limit} then jsonb_build_array(${columns.join(', ')}) end as page_key
    from (${first}) as listed`
}

/* The check tells a key that was changed, cut, or of another list, from one that is ours; it is no secret, for the wall asks
   about every row again. */
const checkOf = (list: Listing, key: readonly unknown[]): string => {
  const filters = filtersAsked(list).map(({ name, value }) => [name, value])
  return hashOf([list.about, filters, key]).slice(0, 16)
}

const textOf = (list: Listing, key: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([...key, checkOf(list, key)])).toString('base64url')

function keyOf(list: Listing, text: string): (string | number)[] {
  const schemas = Object.values(list.order).map((kind) => kinds[kind].schema)
  const read = z.array(z.union([z.string(), z.number()])).safeParse(jsonOf(text))
  const key = read.success ? read.data.slice(0, -1) : []
  const isOurs =
    read.success &&
    key.length === schemas.length &&
    schemas.every((schema, index) => schema.safeParse(key[index]).success) &&
    textOf(list, key) === text
  if (!isOurs) throw new BusinessError('QUERY_INVALID', { problems: [NOT_A_KEY] })
  return key
}

const NOT_A_KEY = {
  path: 'after',
  code: 'PAGE_KEY',
  message: 'La chiave della pagina non è di questo elenco, o è stata cambiata: riparti dalla prima pagina.',
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
