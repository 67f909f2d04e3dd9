import type { CallField, CallPart, FieldKind, Tree } from '../domain/call/call-draft.ts'
import { fileOf, valueAt } from '../domain/call/call-draft.ts'
import { readCallConfiguration } from '../domain/call/configuration-check.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { callFields, callPlaces } from './call-fields.ts'
import type { CallPlace } from './call-fields.ts'
import { problemText } from './refusals.ts'

/** What is missing or wrong in a call that is being written: at which field (`path`), in words for people. */
export interface ToldFault {
  path: string
  part: CallPart
  /** Part, field and row, as people find them: "Contributo › Contributo massimo". */
  where: string
  message: string
  isMissing: boolean
}

/* How a value of each kind is written: what is told where it cannot be read. */
const HOW_WRITTEN: Readonly<Record<FieldKind, string>> = {
  text: 'Scrivi un testo.',
  long: 'Scrivi un testo.',
  amount: 'Scrivi un importo in euro, da 0 a 1.000.000.000,00, con due decimali al più: come 1.234,56.',
  share: 'Scrivi una percentuale da 0 a 100, con due decimali al più: come 70 o 62,5.',
  points: 'Scrivi punti da 0 a 10.000, con due decimali al più: come 15 o 2,5.',
  whole: 'Scrivi un numero intero, come 12.',
  year: 'Scrivi un anno di quattro cifre, dal 2000 al 2100: come 2027.',
  years: 'Scrivi gli anni di quattro cifre separati da virgole, dal 2000 al 2100: come 2027, 2028.',
  day: 'Scrivi una data come gg/mm/aaaa, ad esempio 05/03/2027.',
  hour: 'Scrivi un’ora come 12:00.',
  choice: 'Scegli una delle voci.',
  choices: 'Scegli fra le voci.',
  'yes-no': 'Scegli una delle voci.',
  order: 'Scegli almeno una regola, nell’ordine in cui contano.',
  id: 'Il codice della riga non va bene: togli la riga e riscrivila.',
}
const ASKED: Partial<Record<FieldKind, string>> = { text: 'Scrivilo.', long: 'Scrivilo.' }
const OR_NONE = ' Se non c’è, scrivi «nessuno».'
const SOURCE_MISSING = 'Manca la fonte: scrivi l’atto da cui viene.'

/* A size out of bounds is told with the bounds, in people's units: the domain tells those of texts and of plain numbers. */
const OF_SIZE = ['TOO_BIG', 'TOO_SMALL']
const OF_LENGTH: readonly FieldKind[] = ['text', 'long', 'whole']
const ROW_MISSING = 'Manca: aggiungi almeno una riga.'
const UNKNOWN_FIELD = 'UNRECOGNIZED_KEYS'

/** All that is missing or wrong in a draft, each at a field of the description; empty when it can be frozen. */
export function draftFaults(draft: Tree): ToldFault[] {
  const file = fileOf(draft)
  const read = readCallConfiguration(file)
  return read.ok ? [] : faultsOf(read.problems, file)
}

/** The same of problems that somebody else has found in a file. */
export function faultsOf(problems: readonly Problem[], file: unknown): ToldFault[] {
  const told = problems.flatMap((problem) => faultOf(problem, file) ?? [])
  const valueMissing = new Set(
    told.filter(({ isMissing, place }) => isMissing && place.field !== null).map(ownerOf),
  )
  return told.filter((fault, index) => {
    const isAgain = told.findIndex(({ path }) => path === fault.path) < index
    /* A value and its source, missing together, are one thing to write. */
    const isWithValue = fault.isMissing && fault.place.field === null && valueMissing.has(ownerOf(fault))
    return !isWithValue && !(isAgain && fault.isOfField)
  })
}

/** What a file says that no field of a call can show: a field that is unknown, a list where a value belongs. */
export const strangeIn = (problems: readonly Problem[], file: unknown): Problem[] =>
  problemsInWords(
    problems.filter((problem) => isStrange(problem, file)),
    file,
  )

function isStrange({ path, code }: Problem, file: unknown): boolean {
  if (code === UNKNOWN_FIELD) return true
  if (!code.startsWith('INVALID')) return false
  const value = path === '' ? file : valueAt(file, path)
  const isField = callPlaces.has(inAnyRow(path))
  return isField ? typeof value === 'object' && value !== null && !Array.isArray(value) : value !== undefined
}

/** Problems of a file as its sender reads them: part, field and row, then what is wrong and how to mend it. */
export const problemsInWords = (problems: readonly Problem[], file: unknown): Problem[] =>
  problems.map((problem) => {
    const fault = faultOf(problem, file)
    if (problem.code === UNKNOWN_FIELD) return { ...problem, message: unknownText(problem) }
    if (fault === null) return problem
    return {
      ...problem,
      message: `${fault.where}: ${isStrange(problem, file) ? OTHER_SHAPE : fault.message}`,
    }
  })

const OTHER_SHAPE =
  'Nel file non è scritto come in quello che si scarica da qui: scrivilo allo stesso modo, o toglilo dal file e scrivilo in questa parte.'
/* It is in no part: where it stands only the file can say. */
const unknownText = ({ path, message }: Problem): string =>
  `Nel file${path === '' ? '' : `, in «${path}»`}: ${message} Toglilo dal file.`

/** True for a path of a call's configuration. */
export const isCallPlace = (path: string): boolean => fieldAt(path) !== null

const inAnyRow = (path: string): string => path.replaceAll(/\[\d+\]/g, '[]')
const ownerOf = ({ path, place: { item } }: Fault): string =>
  item.form === 'VALUE' ? item.path : path.replace(/\]\..*$/, ']')

/* The field that a problem is shown at: its own, or the first of what it is about. */
function fieldAt(path: string): { path: string; place: CallPlace } | null {
  if (path === '') return null
  const told = inAnyRow(path)
  const own = callPlaces.get(told)
  if (own !== undefined) return { path, place: own }
  for (const [at, place] of callPlaces) {
    if (place.field?.kind !== 'id' && isAbout(told, { at, place })) return { path: rowOf(path, at), place }
  }
  return null
}

/* `window.closes` and `areas[2]` are about the fields within; a check names a value without its `.value`. */
function isAbout(told: string, { at, place }: { at: string; place: CallPlace }): boolean {
  const { form, path } = place.item
  const inValue = form === 'VALUE' && told.startsWith(path) ? told.replace(path, `${path}.value`) : told
  return [told, inValue].some((one) => ['', '.', '[]'].some((mark) => at.startsWith(`${one}${mark}`)))
}

/* The place with the row of the problem, where it names one; a list without rows is told of itself. */
function rowOf(path: string, at: string): string {
  const [, row] = /\[(\d+)\]/.exec(path) ?? []
  if (row !== undefined) return at.replace('[]', `[${row}]`)
  return at.includes('[]') ? at.slice(0, at.indexOf('[]')) : at
}

interface Fault extends ToldFault {
  place: CallPlace
  /** False where it is about more than its field. */
  isOfField: boolean
}

function faultOf(problem: Problem, file: unknown): Fault | null {
  const found = fieldAt(problem.path)
  if (found === null) return null
  const { path, place } = found
  const value = valueAt(file, path)
  const isEmpty = Array.isArray(value) && value.length === 0 && problem.code === 'TOO_SMALL'
  const isMissing = value === undefined || isEmpty
  const isOfField = path === problem.path
  const message = messageOf(problem, { path, place, isMissing })
  return { path, place, part: place.part, where: whereOf(found), message, isMissing, isOfField }
}

function whereOf({ path, place }: { path: string; place: CallPlace }): string {
  const { part, item } = place
  const [, row] = /\[(\d+)\]/.exec(path) ?? []
  const ofRow = item.form === 'ROWS' && row !== undefined ? [`${item.row ?? ''} ${Number(row) + 1}`] : []
  const isWhole = path === item.path
  return [callFields[part].title, item.label, ...ofRow, ...(isWhole ? [] : fieldName(place))].join(' › ')
}

const fieldName = ({ item, field }: CallPlace): string[] =>
  field === null ? ['fonte'] : field.label === item.label ? [] : [field.label]

interface About {
  path: string
  place: CallPlace
  isMissing: boolean
}

function messageOf(problem: Problem, { path, place: { item, field }, isMissing }: About): string {
  if (field === null) return isMissing ? SOURCE_MISSING : problemText(problem)
  if (isMissing && item.form === 'ROWS' && path === item.path) return ROW_MISSING
  if (isMissing) return `Manca. ${howWritten(field, ASKED)}`
  return tellsMore(problem, field.kind) ? problemText(problem) : howWritten(field)
}

const howWritten = ({ kind, none }: CallField, asked: typeof ASKED = {}): string =>
  `${asked[kind] ?? HOW_WRITTEN[kind]}${none ? OR_NONE : ''}`

/* What the domain says of a value that could be read is told as it is; of what could not, how it is written. */
function tellsMore({ code }: Problem, kind: FieldKind): boolean {
  if (code === 'INVALID_FORMAT') return kind === 'text'
  if (code.startsWith('INVALID') || code === UNKNOWN_FIELD) return false
  return !OF_SIZE.includes(code) || OF_LENGTH.includes(kind)
}
