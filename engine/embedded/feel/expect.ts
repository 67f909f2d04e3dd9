import { FeelFault } from './errors.ts'
import { named } from './scope.ts'
import { ITALIAN, isContext, isList, readInstant } from './values.ts'
import type { Context } from './values.ts'

/** What an element may expect of an expression, as the engine takes it. */
export interface Expected {
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
  /** Of a message: a text that is not empty, or a whole number. */
  key: string | number
}

const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/
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
    if (typeof value === 'string' && value !== '') return value
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
  },
}

function readCycle(value: unknown): Expected['cycle'] | undefined {
  const [, count, cycle] = (typeof value === 'string' && CYCLE.exec(value)) || []
  if (cycle === undefined || !DURATION.test(cycle) || !/[1-9]/.test(cycle)) return undefined
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
  key: 'una chiave: un testo non vuoto o un numero intero',
}

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
