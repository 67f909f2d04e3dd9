import { z } from 'zod'

/** As much of a schema as its places need. */
export interface JsonSchema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
}
/* A place, and the file with another value there. */
interface Leaf {
  path: string
  change: (file: unknown) => unknown
}

/** What a schema takes, as data. */
export const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema

/* Another value that the schema takes; undefined where it takes one only. */
function otherThan(value: unknown, { enum: codes, anyOf, ...one }: JsonSchema): unknown {
  const coded = anyOf?.find((kind) => kind.enum !== undefined)
  if (coded !== undefined) return otherThan(value, coded)
  if (codes !== undefined) return codes.find((code) => code !== value)
  if (one.const !== undefined) return undefined
  if (value === null) return anyOf?.some(({ type }) => type === 'integer') ? 7 : undefined
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') throw new TypeError('a leaf of an unknown kind')
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return '2026-03-28'
  /* A tie-break names a criterion, or one of the fixed rules. */
  if (/^[A-Z_]+$/.test(value)) return 'DRAW'
  return /^\d\d:\d\d/.test(value) ? '09:30' : `${value}X`
}

/** A value with another in the place that these keys lead to. */
export function withChange(node: unknown, keys: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return to
  const copy = Array.isArray(node) ? [...(node as unknown[])] : { ...(node as object) }
  Object.assign(copy, { [key]: withChange((node as Record<string, unknown>)[key], rest, to) })
  return copy
}

/* Where an object may be missing, the object. */
const asObject = (schema: JsonSchema): JsonSchema =>
  schema.anyOf?.find(({ properties }) => properties !== undefined) ?? schema

/** Every place of the schema, with the value that the file has there changed; and each list with a line gone. */
export function leavesOf(node: unknown, schema: JsonSchema, keys: readonly (string | number)[] = []): Leaf[] {
  const here = asObject(schema)
  const path = keys
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .slice(1)
  if (here.properties !== undefined) {
    return Object.entries(here.properties).flatMap(([key, inner]) =>
      leavesOf((node as Record<string, unknown>)[key], inner, [...keys, key]),
    )
  }
  if (here.items !== undefined) {
    const list = node as unknown[]
    const shorter = {
      path: `${path} shortened`,
      change: (whole: unknown) => withChange(whole, keys, list.slice(1)),
    }
    return [shorter, ...list.flatMap((item, index) => leavesOf(item, here.items!, [...keys, index]))]
  }
  const other = node === undefined ? 'told X' : otherThan(node, here)
  return other === undefined ? [] : [{ path, change: (whole) => withChange(whole, keys, other) }]
}

/** Every place of a schema that holds a value. */
export function placesOf(schema: JsonSchema, path = ''): string[] {
  const { properties, items } = asObject(schema)
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([key, inner]) =>
      placesOf(inner, path === '' ? key : `${path}.${key}`),
    )
  return items === undefined ? [path] : placesOf(items, `${path}[]`)
}
