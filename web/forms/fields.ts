import { localDateSchema } from '../../domain/shared/local-date.ts'
import { parseEuro } from '../../domain/shared/money.ts'
import type { Problem } from '../../domain/shared/problem.ts'

/** What a form's fields hold when it comes: texts, lists and groups of them. */
export type Typed = string | readonly Typed[] | { readonly [name: string]: Typed }

/** What a text means, or how it must be written. An empty field says nothing: undefined. */
type Reading = { value: unknown } | { fault: string }
/** Reads what a person typed or chose in one field. */
export type Reader = (typed: Typed | undefined) => Reading
/** The fields of a form by their names; a list of rows is a list of one shape. */
export interface FormShape {
  readonly [name: string]: Reader | readonly [FormShape]
}

const textOf = (typed: Typed | undefined): string => (typeof typed === 'string' ? typed : '')
/* Where nothing is typed there is no value: the schema of the operation says whether it is missing. */
const unlessEmpty =
  (read: (text: string) => Reading): Reader =>
  (typed) => {
    const text = textOf(typed).trim()
    return text === '' ? { value: undefined } : read(text)
  }

/** A text as it was typed; browsers end its lines with two characters. */
export const text: Reader = (typed) => ({ value: textOf(typed).replaceAll('\r\n', '\n') })

/** The lines of a text that hold something. */
export const linesIn = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Texts, one a line, none longer than so many characters; empty lines are none. */
export function lines(longest: number): Reader {
  return (typed) => {
    const all = linesIn(textOf(typed))
    return all.every((line) => line.length <= longest)
      ? { value: all }
      : { fault: `Una riga è troppo lunga: ogni riga ha al massimo ${longest} caratteri.` }
  }
}

/** What was chosen of a list; nothing where nothing was. */
export const choice: Reader = unlessEmpty((chosen) => ({ value: chosen }))

/** All that were ticked of several boxes of one name. */
export const several: Reader = (typed) => ({ value: typeof typed === 'string' ? [typed] : rowsOf(typed) })

/** Whether a box is ticked. */
export const ticked: Reader = (typed) => ({ value: typed !== undefined })

/** A box that must be ticked before anything is sent; the operation is not told of it. */
export function confirmation(fault: string): Reader {
  return (typed) => (typed === undefined ? { fault } : { value: undefined })
}

const DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/
const HOW_DAY = 'scrivi la data come gg/mm/aaaa, ad esempio 05/03/2027.'
const twoDigits = (number: string): string => number.padStart(2, '0')

/** A day as Italians write it, `05/03/2027`, read into `2027-03-05`. Two-digit years, years beyond three centuries, other orders and days
 * that the calendar has not are refused: nothing is guessed. */
export const day: Reader = unlessEmpty((typed) => {
  const [, date = '', month = '', year = ''] = DAY.exec(typed) ?? []
  if (year === '') return { fault: `Data non leggibile: ${HOW_DAY}` }
  const iso = `${year}-${twoDigits(month)}-${twoDigits(date)}`
  if (!isDay(iso)) return { fault: `Il ${typed} non è sul calendario: ${HOW_DAY}` }
  const told = localDateSchema.safeParse(iso)
  return told.success ? { value: iso } : { fault: `L’anno va da 1900 a 2199: ${HOW_DAY}` }
})

function isDay(iso: string): boolean {
  const known = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(known.getTime()) && known.toISOString().slice(0, 10) === iso
}

const HOUR = /^(\d{1,2})[:.](\d{2})$/

/** An hour as Italians write it, `9.30` or `09:30`, read into `09:30`. */
export const hour: Reader = unlessEmpty((typed) => {
  const [, hours = '', minutes = ''] = HOUR.exec(typed) ?? []
  return minutes === '' || Number(hours) > 23 || Number(minutes) > 59
    ? { fault: 'Ora non leggibile: scrivila come 12:00.' }
    : { value: `${twoDigits(hours)}:${minutes}` }
})

/** An amount as Italians write it (`1.234,56`, `1234,5`, with or without `€`), read into cents; `1,234.56` and `1.5` are
 * refused. */
export const euro: Reader = unlessEmpty((typed) => {
  const cents = parseEuro(typed)
  return cents === null
    ? { fault: 'Importo non leggibile: scrivilo in euro come 1.234,56.' }
    : { value: cents }
})

const NUMBER = /^[-−]?\d+(?:[.,](\d+))?$/

/** A number with at most so many decimals, after a comma or a point; thousands are not set apart, so neither is mistaken. */
export function decimal(digits: number): Reader {
  const how =
    digits === 0
      ? 'un numero intero, come 12'
      : `un numero, con la virgola: come 12,5; al massimo ${digits} decimali`
  return unlessEmpty((typed) => {
    const [number, decimals = ''] = NUMBER.exec(typed) ?? []
    if (number === undefined || decimals.length > digits)
      return {
        fault: `Numero non leggibile: scrivi ${how}, nessun separatore delle migliaia.`,
      }
    return { value: Number(number.replace('−', '-').replace(',', '.')) }
  })
}

/** A whole number. */
export const integer: Reader = decimal(0)

/** The content of a file of JSON. */
export const json: Reader = unlessEmpty((content) => {
  try {
    return { value: JSON.parse(content) as unknown }
  } catch {
    return { fault: 'Il file non è JSON valido: controlla parentesi, virgole e virgolette.' }
  }
})

/** Reads a form's fields: what they mean, with the typed text left where it could not be read, and what is wrong. */
export function readFields(
  shape: FormShape,
  typed: Typed | undefined,
  place = '',
): { body: Record<string, unknown>; problems: Problem[] } {
  const body: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, field] of Object.entries(shape)) {
    const path = place === '' ? name : `${place}.${name}`
    const given = fieldOf(typed, name)
    if (typeof field !== 'function') {
      const rows = rowsOf(given).map((row, index) => readFields(field[0], row, `${path}[${index}]`))
      body[name] = rows.map((row) => row.body)
      problems.push(...rows.flatMap((row) => row.problems))
      continue
    }
    const reading = field(given)
    if ('fault' in reading) problems.push({ path, code: 'UNREADABLE', message: reading.fault })
    const value = 'fault' in reading ? given : reading.value
    if (value !== undefined) body[name] = value
  }
  return { body, problems }
}

/** What stands in one of a form's fields. */
export function fieldOf(typed: Typed | undefined, name: string): Typed | undefined {
  return typeof typed === 'object' && !Array.isArray(typed) && Object.hasOwn(typed, name)
    ? (typed as Readonly<Record<string, Typed>>)[name]
    : undefined
}

/** What stands last of what a form sends under one name: a button, or a file chosen anew, comes after a hidden field. */
export function lastOf(typed: Typed | undefined, name: string): Typed | undefined {
  const given = fieldOf(typed, name)
  return Array.isArray(given) ? (given as readonly Typed[]).at(-1) : given
}

/** The version that a form changes: the one it was written with, unless the person chose to put it over a later one. */
export const versionIn = (typed: Typed | undefined): Typed | undefined => lastOf(typed, 'version')

/** What form-js made of a form, where scripts run: JSON in a field of its own; null where fields came. */
export function sentData(typed: Typed): Record<string, unknown> | null {
  const data = fieldOf(typed, 'data')
  if (typeof data !== 'string' || data === '') return null
  try {
    const read = JSON.parse(data) as unknown
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The rows of a list in their order, however the browser numbered them. */
export function rowsOf(typed: Typed | undefined): readonly Typed[] {
  if (Array.isArray(typed)) return typed as readonly Typed[]
  return typeof typed === 'object' ? Object.values(typed) : []
}
