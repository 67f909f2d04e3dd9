import { z } from 'zod'

/** An exact rational number in lowest terms, as text so that it can be stored and hashed; `den` is positive. */
export type Fraction = { num: string; den: string }

export const fractionSchema = z.strictObject({
  num: z.string().regex(/^-?(0|[1-9]\d*)$/),
  den: z.string().regex(/^[1-9]\d*$/),
})

function greatestDivisor<N extends number | bigint>(a: N, b: N): N {
  return Number(b) === 0 ? a : greatestDivisor(b, (a % b) as N)
}

/* What a double holds exactly is reckoned with as a number: a ranking makes thousands of fractions. */
const isSmall = (value: number | bigint): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value)

/** num ÷ den in lowest terms. Throws RangeError when the denominator is zero. */
export function fraction(num: number | bigint, den: number | bigint = 1): Fraction {
  if (isSmall(num) && isSmall(den) && den > 0) {
    const divisor = greatestDivisor(Math.abs(num), den)
    return { num: String(num / divisor), den: String(den / divisor) }
  }
  let top = BigInt(num)
  let bottom = BigInt(den)
  if (bottom === 0n) throw new RangeError('a fraction cannot have denominator zero')
  if (bottom < 0n) {
    top = -top
    bottom = -bottom
  }
  const divisor = greatestDivisor(top < 0n ? -top : top, bottom)
  return { num: String(top / divisor), den: String(bottom / divisor) }
}

/** Exact sum; zero when nothing is given. */
export function addFractions(...terms: readonly Fraction[]): Fraction {
  return terms.reduce(sumOf, fraction(0))
}

function sumOf(a: Fraction, b: Fraction): Fraction {
  const [over, under] = [
    Number(a.num) * Number(b.den) + Number(b.num) * Number(a.den),
    Number(a.den) * Number(b.den),
  ]
  const exact = [Number(a.num) * Number(b.den), Number(b.num) * Number(a.den), over, under]
  if (exact.every(Number.isSafeInteger)) return fraction(over, under)
  return fraction(
    BigInt(a.num) * BigInt(b.den) + BigInt(b.num) * BigInt(a.den),
    BigInt(a.den) * BigInt(b.den),
  )
}

/** A fraction as a sort compares it again and again: its parts as numbers, beside what is exact. */
export interface Comparable {
  num: number
  den: number
  exact: Fraction
}

export const comparable = (exact: Fraction): Comparable => ({
  ...{ num: Number(exact.num), den: Number(exact.den), exact },
})

/** Exact comparison: -1, 0 or 1 as the first is below, equal to, or above the second. */
export function compareExactly(a: Comparable, b: Comparable): -1 | 0 | 1 {
  const left = a.num * b.den
  const right = b.num * a.den
  /* Products that a double holds are exact; larger ones are compared as they are. */
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return signOf(left, right)
  return signOf(BigInt(a.exact.num) * BigInt(b.exact.den), BigInt(b.exact.num) * BigInt(a.exact.den))
}

/** The same of two that are compared once. */
export const compareFractions = (a: Fraction, b: Fraction): -1 | 0 | 1 =>
  compareExactly(comparable(a), comparable(b))

function signOf<N extends number | bigint>(left: N, right: N): -1 | 0 | 1 {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Decimal text with a point and a fixed number of digits, rounded half up: to be shown, never to decide with. */
export function decimalOf(value: Fraction, digits: number): string {
  const num = BigInt(value.num)
  const size = num < 0n ? -num : num
  const den = BigInt(value.den)
  const scaled = (size * 10n ** BigInt(digits) * 2n + den) / (den * 2n)
  const text = String(scaled).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const sign = num < 0n && scaled > 0n ? '-' : ''
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`
}

/** Centipoints as points with two digits: 217000/30 gives "72.33"; with more where they would read like another value that they
 * stand beside (a threshold, the next score) and that they are not: 5999.97 beside 6000 gives "59.9997". */
export function pointsOf(centipoints: Fraction, beside: readonly Fraction[] = []): string {
  const others = beside.filter((one) => compareFractions(one, centipoints) !== 0)
  const shown = (value: Fraction, digits: number): string =>
    decimalOf(fraction(BigInt(value.num), BigInt(value.den) * 100n), digits)
  let digits = 2
  while (others.some((one) => shown(one, digits) === shown(centipoints, digits))) digits += 1
  return shown(centipoints, digits)
}
