import type { z } from 'zod'

/** One thing wrong in what people sent: where (`partners[2].size`), a stable code, and an Italian sentence whose values are
 * told as they are, with how they are written: `{123456:euro}`, `{1500:points}`, `{2027-03-05:day}` (`words/refusals.ts`). */
export type Problem = { path: string; code: string; message: string }

/** One of them. */
export const problem = (path: string, code: string, message: string): Problem => ({ path, code, message })

/** What a check of outside data gives: the value, or everything that is wrong with it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  return { path: pathText(issue.path), code: issue.code.toUpperCase(), message: issue.message }
}

const TYPES: Partial<Record<string, string>> = {
  string: 'un testo',
  number: 'un numero',
  int: 'un numero intero',
  boolean: 'sì o no (true o false)',
  array: 'un elenco',
  object: 'un insieme di campi',
  null: 'niente (null)',
}

/* Texts and lists have a length, numbers a size. */
function limit(origin: string, value: number | bigint): string {
  const one = value === 1
  if (origin === 'string') return `${value} ${one ? 'carattere' : 'caratteri'}`
  if (origin === 'array') return `${value} ${one ? 'elemento' : 'elementi'}`
  return NUMBER.format(value)
}

const NUMBER = new Intl.NumberFormat('it-IT')

const MOST_NAMED = 20

type Issue<C> = Extract<z.core.$ZodIssue, { code: C }>
const sentences: { [C in z.core.$ZodIssue['code']]?: (issue: Issue<C>) => string } = {
  invalid_type: ({ expected }) => `Di tipo sbagliato: serve ${TYPES[expected] ?? 'un altro valore'}.`,
  invalid_value: ({ values }) => `Valore non previsto: sono ammessi ${values.map(String).join(', ')}.`,
  invalid_union: () => 'Valore non previsto.',
  too_big: ({ origin, maximum, inclusive }) =>
    inclusive === false ? `Meno di ${limit(origin, maximum)}.` : `Al massimo ${limit(origin, maximum)}.`,
  too_small: ({ origin, minimum, inclusive }) =>
    inclusive === false ? `Più di ${limit(origin, minimum)}.` : `Almeno ${limit(origin, minimum)}.`,
  unrecognized_keys: ({ keys }) => {
    const more = keys.length > MOST_NAMED ? ` e altri ${keys.length - MOST_NAMED}` : ''
    return `Campo non previsto: ${keys.slice(0, MOST_NAMED).join(', ')}${more}.`
  },
}

/* What people read about data of the wrong form; schemas that know more say it themselves. */
function sentenceOf(raw: z.core.$ZodRawIssue): string {
  const missing = raw.input === undefined || raw.input === null
  if (missing && ['invalid_type', 'invalid_value', 'invalid_union'].includes(raw.code))
    return 'Manca: è obbligatorio.'
  const say = sentences[raw.code] as ((issue: unknown) => string) | undefined
  return say?.(raw) ?? 'La forma non è quella richiesta.'
}

/* A number beyond all counting breaks the bound of whole numbers too: what its field takes is told alone. */
const isTold = (issue: z.core.$ZodIssue, all: readonly z.core.$ZodIssue[]): boolean =>
  issue.code === 'too_big' &&
  issue.maximum === Number.MAX_SAFE_INTEGER &&
  all.some((one) => one !== issue && one.code === 'too_big' && pathText(one.path) === pathText(issue.path))

/** Reads outside data with a schema; messages are Italian unless the schema has its own. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  const result = schema.safeParse(value, { error: sentenceOf })
  if (result.success) return { ok: true, value: result.data }
  const { issues } = result.error
  return { ok: false, problems: issues.filter((one) => !isTold(one, issues)).map(toProblem) }
}
