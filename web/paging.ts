import { z } from 'zod'
import { parsed } from '../api/parse-request.ts'
import type { Page, PageAsked } from '../db/platform/page.ts'
import { titleOf } from '../words/codes.ts'
import type { WordList } from '../words/codes.ts'
import type { PageContext } from './page.ts'

/* What people read of a filter: its label, and where it is one of several codes, their words. */
type Label = readonly [label: string, words?: WordList | ((code: string) => string)]
type Labels<F> = { [name in keyof F]?: Label }

/** A list as a page shows it. */
interface ShownList<F extends z.ZodRawShape> {
  /** Where it stands in the page, and how its names in the address begin. */
  id: string
  filters: F
  /** What may be asked by them; made once, for making it takes longer than reading an address. */
  schema: ReturnType<typeof askedWith<F>>
  labels: Labels<F>
  /** All that the address may ask of it. */
  names: readonly string[]
}

/** What is shown of a list to whoever has no part in it. */
export const NOTHING = {
  items: [],
  first: null,
  next: null,
  filtered: false,
  narrowed: false,
  shown: false,
  filter: null,
}

/* Filters serve whoever has more before the eyes than a glance takes in. */
const FEW = 10

const askedWith = <F extends z.ZodRawShape>(filters: F) => z.object(filters).partial()

/** Declares a list of a page: the filters of the API's, those with a label in a form. */
export function shownList<F extends z.ZodRawShape>(id: string, filters: F, labels: Labels<F>): ShownList<F> {
  const names = ['after', ...Object.keys(filters)].map((name) => `${id}-${name}`)
  return { id, filters, schema: askedWith(filters), labels, names }
}

type Asked<F extends z.ZodRawShape> = PageAsked & Partial<z.output<ReturnType<typeof z.object<F>>>>

type Address = Pick<PageContext, 'path' | 'query'>

/** The part of a list that the address asks for, as the page shows it. Throws QUERY_INVALID when it asks what does not exist. */
export async function readList<F extends z.ZodRawShape, T>(
  address: Address,
  list: ShownList<F>,
  read: (asked: Asked<F>) => Promise<Page<T>>,
) {
  return partOf(address, list, await read(askedOf(address, list)))
}

/** What the address asks of a list. Throws QUERY_INVALID when that does not exist. */
export function askedOf<F extends z.ZodRawShape>({ query }: Address, list: ShownList<F>): Asked<F> {
  const told = filtersIn(query, list).map(([name, value]) => [name.slice(list.id.length + 1), value])
  const values = parsed(list.schema, Object.fromEntries(told), 'QUERY_INVALID')
  return { ...values, after: query[placeOf(list)] } as Asked<F>
}

/** A part of a list with the links to its beginning and to what follows and the form of its filters; all of them keep what
 * else the address asks. */
export function partOf<F extends z.ZodRawShape, T>(
  { path, query }: Address,
  list: ShownList<F>,
  { items, next }: Page<T>,
) {
  const place = placeOf(list)
  const others = told(query).filter(([name]) => !list.names.includes(name))
  const filters = filtersIn(query, list)
  const linkTo = (...asked: [string, string][]): string => {
    const text = new URLSearchParams([...others, ...asked]).toString()
    return `${path}${text === '' ? '' : '?'}${text}#${list.id}`
  }
  const filtered = filters.length > 0
  const whole = query[place] === undefined && !filtered
  const form = {
    action: `${path}#${list.id}`,
    fields: fieldsOf(list, new Map(filters)),
    kept: others.map(([name, value]) => ({ name, value })),
    without: filtered ? linkTo() : null,
  }
  return {
    items,
    first: query[place] === undefined ? null : linkTo(...filters),
    next: next === null ? null : linkTo(...filters, [place, next]),
    filtered,
    /** True where somebody looked for a part of it. */
    narrowed: !whole,
    /** False where there is nothing to show and nobody looked for something. */
    shown: items.length > 0 || !whole,
    filter: whole && items.length < FEW ? null : form,
  }
}

const placeOf = ({ id }: { id: string }): string => `${id}-after`

/* A form sends what nobody chose as an empty text. */
const told = (query: PageContext['query']) => Object.entries(query).filter(([, value]) => value !== '')

const filtersIn = (query: PageContext['query'], list: { id: string; names: readonly string[] }) =>
  told(query).filter(([name]) => list.names.includes(name) && name !== placeOf(list))

function fieldsOf<F extends z.ZodRawShape>({ id, filters, labels }: ShownList<F>, told: Map<string, string>) {
  return Object.entries(labels as Record<string, Label>).map(([filter, [label, words = String]]) => {
    const name = `${id}-${filter}`
    const value = told.get(name) ?? ''
    const wordOf = typeof words === 'string' ? (code: string) => titleOf(words, code as never) : words
    const schema: unknown = filters[filter]
    const isDay = schema instanceof z.ZodISODate
    const codes = schema instanceof z.ZodEnum ? schema.options.map(String) : null
    const options = codes?.map((code) => ({ code, text: wordOf(code), chosen: code === value })) ?? null
    return { name, label, value, options, isDay }
  })
}
