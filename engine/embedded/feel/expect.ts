import { Duration } from 'luxon'
import { FeelFault } from './errors.ts'
import { named } from './scope.ts'
import { isKeepable, isShort, MOST_NAME_BYTES } from '../texts.ts'
import { ITALIAN, isContext, isList, readInstant } from './values.ts'
import type { Context } from './values.ts'

/* What an element may expect of an expression, as the engine takes it. */
interface Expected {
  boolean: boolean
  string: string
  number: number
  list: readonly unknown[]
  context: Context
  /** An ISO text with an offset or Z. */
  instant: string
  /** An ISO text such as P1DT2H, not negative. */
  duration: string
  /** `R3/PT1H`: a duration above zero, and how often; null is without end. */
  cycle: { cycle: string; repetitions: number | null }
  /** Of a message: a text that is neither empty nor above 1,000 bytes, or a whole number. */
  key: string | number
}

/* So many digits that what is counted from today ends before the year 10000: later dates the database does not read. */
const DURATION =
  /^P(?=.)(\d{1,3}Y)?(\d{1,4}M)?(\d{1,6}D)?(T(?=\d)(\d{1,7}H)?(\d{1,9}M)?(\d{1,10}(\.\d{1,9})?S)?)?$/
const CYCLE = /^R([1-9]\d{0,8})?\/(P.+)$/

/* Undefined where the value is not of the type. */
const READ: { readonly [T in keyof Expected]: (value: unknown) => Expected[T] | undefined } = {
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  string: (value) => (typeof value === 'string' ? value : undefined),
  number: (value) => (typeof value === 'number' ? value : undefined),
  list: (value) => (isList(value) ? value : undefined),
  context: (value) => (isContext(value) ? value : undefined),
  instant: (value) => (typeof value === 'string' && readInstant(value) ? value : undefined),
  duration: (value) => (typeof value === 'string' && DURATION.test(value) ? value : undefined),
  cycle: readCycle,
  key: (value) => {
    if (typeof value === 'string')
      return value !== '' && isKeepable(value) && isShort(value) ? value : undefined
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
  },
}

function readCycle(value: unknown): Expected['cycle'] | undefined {
  const [, count, cycle] = (typeof value === 'string' && CYCLE.exec(value)) || []
  if (cycle === undefined || !DURATION.test(cycle)) return undefined
  /* One that takes no time would fire for ever. */
  if (Duration.fromISO(cycle).toMillis() < 1) return undefined
  return { cycle, repetitions: count === undefined ? null : Number(count) }
}

const WANTED: Readonly<Record<keyof Expected, string>> = {
  boolean: ITALIAN.boolean,
  string: ITALIAN.string,
  number: ITALIAN.number,
  list: ITALIAN.list,
  context: ITALIAN.context,
  instant: 'un istante con il fuso, come 2027-01-31T12:00:00+01:00',
  duration: 'una durata, come P1D',
  cycle: 'un ciclo, come R3/PT1H',
  key: `una chiave: un testo non vuoto, di al più ${MOST_NAME_BYTES} byte, o un numero intero`,
}

/** True where the value is of the type: what a constant of a model is checked with before anything runs. */
export const isOfType = (value: unknown, type: keyof Expected): boolean => READ[type](value) !== undefined

/** The value as the type that its place needs. Throws FeelFault, which names the expression, the type and the one found. */
export function expectType<T extends keyof Expected>(
  { source }: { readonly source: string },
  value: unknown,
  type: T,
): Expected[T] {
  const read = READ[type](value)
  if (read !== undefined) return read
  throw new FeelFault(`L'espressione "${source}" deve dare ${WANTED[type]}: ha dato ${named(value)}.`)
}
