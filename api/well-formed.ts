import { BusinessError } from '../domain/shared/errors.ts'
import type { Problem } from '../domain/shared/problem.ts'

const DEEPEST = 100
const MOST_FIELDS = 10_000
const NO_CHARACTER = /[\0\p{Noncharacter_Code_Point}]/u

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null
const isBad = (text: string): boolean => NO_CHARACTER.test(text) || !text.isWellFormed()

/* More than any application or statement has. */
const MOST_COLONS = 40_000
const COLON = 0x3a

/** Refuses a body of JSON that names more fields than anything here has, before it is parsed: a megabyte of names holds everybody
 * for as long as it takes to make an object of them. Throws BusinessError INVALID_INPUT. */
export function refuseCrowded(_request: unknown, _response: unknown, body: Buffer): void {
  let count = 0
  for (let at = body.indexOf(COLON); at >= 0; at = body.indexOf(COLON, at + 1)) count += 1
  if (count > MOST_COLONS) throw new BusinessError('INVALID_INPUT', { problems: tooMany('', MOST_COLONS) })
}

/** What of a JSON value no database or document can keep, with its path: texts with NUL, lone surrogates or codes that
 * are no characters (U+FFFE), whatever lies deeper than a hundred levels, and what has more than ten thousand fields. */
export const unstorableTexts = (value: unknown): Problem[] => (isStorable(value, 0) ? [] : problemsIn(value))

/* Nearly all that comes is: it is walked without a path, for a megabyte of small values else holds everybody. */
function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !isBad(value)
  if (!isNested(value)) return true
  if (depth === DEEPEST) return false
  return Array.isArray(value)
    ? value.every((inner) => isStorable(inner, depth + 1))
    : areStorable(value as Record<string, unknown>, depth + 1)
}

function areStorable(fields: Record<string, unknown>, depth: number): boolean {
  const keys = Object.keys(fields)
  return keys.length <= MOST_FIELDS && keys.every((key) => !isBad(key) && isStorable(fields[key], depth))
}

const problem = (path: string, code: string, message: string): Problem[] => [{ path, code, message }]
const BAD = 'Il testo contiene caratteri non validi (NUL, surrogati isolati o codici riservati): riscrivilo.'

const tooMany = (path: string, most: number): Problem[] =>
  problem(path, 'TOO_MANY_FIELDS', `Il JSON ha più di ${most} campi: va semplificato.`)

function problemsIn(value: unknown, path = '', depth = 0): Problem[] {
  if (typeof value === 'string') return isBad(value) ? problem(path, 'UNSTORABLE_TEXT', BAD) : []
  if (!isNested(value)) return []
  if (depth === DEEPEST)
    return problem(path, 'TOO_DEEP', `Il JSON ha più di ${DEEPEST} livelli: va semplificato.`)
  return Array.isArray(value)
    ? value.flatMap((inner, index) => problemsIn(inner, `${path}[${index}]`, depth + 1))
    : problemsInFields(value as Record<string, unknown>, path, depth + 1)
}

function problemsInFields(fields: Record<string, unknown>, path: string, depth: number): Problem[] {
  const keys = Object.keys(fields)
  if (keys.length > MOST_FIELDS) return tooMany(path, MOST_FIELDS)
  return keys.flatMap((key) => {
    const inside = path === '' ? key : `${path}.${key}`
    return [...(isBad(key) ? problemsIn(key, inside) : []), ...problemsIn(fields[key], inside, depth)]
  })
}
