import { z } from 'zod'
import { plainText } from './text.ts'

/* How a source begins where no act gives the value and a demonstration needs one: never in a default. */
const INVENTED = /^inventat[oa]\b/i

/** Where a value of a call or of a network comes from. */
export const sourceSchema = z.strictObject({
  act: plainText({ max: 300 }),
  article: plainText({ max: 100 }).optional(),
  version: plainText({ max: 100 }).optional(),
})
export type Source = z.infer<typeof sourceSchema>

/** True for a value that was made up for a demonstration: what is told to the public says so once, in a mark of its own. */
export function isInvented({ act }: Source): boolean {
  return INVENTED.test(act)
}

/** A value with its source beside it. */
export function sourced<S extends z.ZodType>(value: S) {
  return z.strictObject({ value, source: sourceSchema })
}

/** An item of a list with its source among its fields. */
export function sourcedItem<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject({ ...shape, source: sourceSchema })
}

type Leaf = string | number | boolean | null

/** The same tree with each `{ value, source }` replaced by its value, and without sources. */
export type Values<T> = T extends Leaf
  ? T
  : T extends { value: infer V; source: Source }
    ? V
    : T extends readonly (infer I)[]
      ? Values<I>[]
      : { [K in Exclude<keyof T, 'source'>]: Values<T[K]> }

function stripSources(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(stripSources)
  if (typeof node !== 'object' || node === null) return node
  if ('value' in node && 'source' in node) return node.value
  const entries = Object.entries(node).filter(([key]) => key !== 'source')
  return Object.fromEntries(entries.map(([key, item]) => [key, stripSources(item)]))
}

/** The values of a tree that carries sources. */
export function valuesOf<T>(tree: T): Values<T> {
  return stripSources(tree) as Values<T>
}
