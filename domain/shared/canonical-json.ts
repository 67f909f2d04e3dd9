import { hash } from 'node:crypto'

function canonicalObject(value: object): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

function isExactLeaf(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  return value === null || typeof value === 'boolean' || Number.isFinite(value)
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** JSON with sorted keys and no spaces: the same value gives the same text on every machine. Properties that are
 * undefined are left out. Throws TypeError for what JSON cannot hold exactly (NaN, bigint, dates, lone surrogates). */
export function canonicalJson(value: unknown): string {
  if (isExactLeaf(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item)).join(',')}]`
  if (isPlainObject(value)) return canonicalObject(value)
  throw new TypeError(`no canonical JSON for a value of type ${typeof value}`)
}

/** Lower-case hexadecimal SHA-256 of a text (UTF-8) or of bytes. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data)
}

/** SHA-256 of the canonical JSON of a value. */
export function hashOf(value: unknown): string {
  return sha256Hex(canonicalJson(value))
}
