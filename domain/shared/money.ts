import { z } from 'zod'

/** Money as an integer number of euro cents, always a safe integer. */
export type Cents = number & z.$brand<'Cents'>

/** A share as integer basis points: 10000 is 100 %. */
export const WHOLE_BASIS_POINTS = 10_000

/** The largest amount that is taken, far above any grant: a billion euro. Ninety thousand of them still sum exactly. */
export const MOST_CENTS = 100_000_000_000
const NOT_CENTS = 'Importo non valido: servono centesimi interi, senza decimali.'
const TOO_MUCH = 'Importo non valido: il massimo è 1.000.000.000,00 €.'

/** Schema of an amount that cannot be negative, in cents, up to `MOST_CENTS`. */
export const centsSchema = z
  .int({ error: ({ input }) => (input == null ? undefined : NOT_CENTS) })
  .min(0, 'Importo non valido: non può essere negativo.')
  .max(MOST_CENTS, TOO_MUCH)
  .brand<'Cents'>()

/** Schema of a share between 0 and 100 %, in basis points. */
export const basisPointsSchema = z
  .int('Percentuale non valida: servono punti base interi (7000 = 70 %).')
  .min(0, 'Percentuale non valida: non può essere negativa.')
  .max(WHOLE_BASIS_POINTS, 'Percentuale non valida: il massimo è 10000 punti base (100 %).')

/** Marks an integer as cents. Throws RangeError when it is not a safe integer. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an amount in cents: ${value}`)
  return (value === 0 ? 0 : value) as Cents
}

export const ZERO = cents(0)

/** Sum of amounts; throws RangeError beyond the safe integers. */
export function sumCents(amounts: Iterable<number>): Cents {
  let total = ZERO
  for (const amount of amounts) total = cents(total + amount)
  return total
}

/** First amount less the second, in cents; may be negative. */
export function subtractCents(from: number, amount: number): Cents {
  return cents(from - amount)
}

/** The smallest of one or more amounts. */
export function minCents(first: number, ...others: readonly number[]): Cents {
  return cents(Math.min(first, ...others))
}

function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n
  const size = negative ? -numerator : numerator
  const rounded = (size * 2n + denominator) / (denominator * 2n)
  return negative ? -rounded : rounded
}

/** amount × numerator ÷ denominator, exact, then rounded half up (away from zero). Throws RangeError when the
 * denominator is not positive. */
export function proportionOf(amount: number, numerator: number, denominator: number): Cents {
  if (!(denominator > 0)) throw new RangeError('the denominator of a proportion must be positive')
  return cents(Number(divideHalfUp(BigInt(amount) * BigInt(numerator), BigInt(denominator))))
}

/** amount × numerator ÷ denominator, exact, then rounded up: the least amount that is not below it. Throws RangeError when the denominator
 * is not positive, or anything is negative. */
export function proportionUpOf(amount: number, numerator: number, denominator: number): Cents {
  if (!(denominator > 0) || amount < 0 || numerator < 0) throw new RangeError('not a part of an amount')
  const [over, under] = [BigInt(amount) * BigInt(numerator), BigInt(denominator)]
  return cents(Number((over + under - 1n) / under))
}

/** A share of an amount in basis points, rounded half up: 70 % of 0.05 € is 0.04 €. */
export function percentOf(amount: number, basisPoints: number): Cents {
  return proportionOf(amount, basisPoints, WHOLE_BASIS_POINTS)
}

/** How much of the whole a part is, in basis points rounded half up; null when the whole is zero. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : proportionOf(part, WHOLE_BASIS_POINTS, whole)
}

/** Splits a total by weights with the largest remainder, ties to the earlier part: the parts always sum to the total.
 * Throws RangeError for a negative total, a weight that is no natural number, or weights that are all zero. */
export function splitByWeights(total: number, weights: readonly number[]): Cents[] {
  const natural = weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (!natural || whole === 0n || total < 0) throw new RangeError('cannot split by these weights')
  const parts = weights.map((weight, index) => {
    const exact = BigInt(total) * BigInt(weight)
    return { index, amount: exact / whole, remainder: exact % whole }
  })
  const left = BigInt(total) - parts.reduce((sum, part) => sum + part.amount, 0n)
  const byRemainder = parts.toSorted((a, b) => Number(b.remainder - a.remainder) || a.index - b.index)
  const raised = new Set(byRemainder.slice(0, Number(left)).map((part) => part.index))
  return parts.map((part) => cents(Number(part.amount) + (raised.has(part.index) ? 1 : 0)))
}

const ITALIAN_AMOUNT = /^([-−]?)(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?(?:\s*(?:€|EUR))?$/

/** Reads an amount as Italians write it ("1.234,56", "1234,5", "€" allowed before or after it); null when it is not one. */
export function parseEuro(text: string): Cents | null {
  const match = ITALIAN_AMOUNT.exec(text.trim())
  if (match === null) return null
  const euro = Number((match[2] ?? '').replaceAll('.', ''))
  const size = euro * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  if (!Number.isSafeInteger(size)) return null
  return cents(match[1] ? -size : size)
}

/** Schema of an amount, not negative and up to `MOST_CENTS`, typed by a person in euro ("1.234,56"), read into cents. */
export const euroSchema = z.string().transform((text, context): Cents => {
  const amount = parseEuro(text)
  if (amount !== null && amount >= 0 && amount <= MOST_CENTS) return amount
  const message =
    amount !== null && amount > MOST_CENTS ? TOO_MUCH : 'Importo non valido: scrivilo in euro, come 1.234,56.'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})
