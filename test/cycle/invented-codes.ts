import { composeIBAN } from 'ibantools'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'

const OFFICE_OF_MILAN = '015'

const digits = (value: number, size: number): string => String(value).padStart(size, '0')

/** A CUP of the right form, another one for each number. */
export const inventedCup = (number: number): string => `E27C${digits(number, 11)}`

/** An Italian IBAN with right check digits, another one for each number. */
export function inventedIban(number: number): string {
  const iban = composeIBAN({ countryCode: 'IT', bban: `X0542811101${digits(number, 12)}` })
  if (iban === null) throw new Error('no IBAN')
  return iban
}

/** A tax code of a company with its right check digit, another one for each number. */
export function inventedTaxCode(number: number): string {
  const body = digits(7_000_000 + number, 7) + OFFICE_OF_MILAN
  const sum = Array.from(body).reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

const LETTERS = 'BCDFGLMNPRSTVZ'
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const CODE_OF_A = 65

/* A digit counts as the letter of its place: 0 as A, 9 as J. */
const valueOf = (character: string): number =>
  /\d/.test(character) ? Number(character) : character.charCodeAt(0) - CODE_OF_A

/** A codice fiscale that nobody has, with its right check character: born on 1 January 1970, another one for each text. */
export function inventedPersonCode(of: string): string {
  const bytes = Buffer.from(sha256Hex(of), 'hex')
  const letters = Array.from(bytes.subarray(0, 6), (byte) => LETTERS.charAt(byte % LETTERS.length))
  const body = `${letters.join('')}70A01F205`
  const sum = Array.from(body).reduce(
    (total, character, index) =>
      total + (index % 2 === 0 ? (ODD[valueOf(character)] ?? 0) : valueOf(character)),
    0,
  )
  return body + String.fromCharCode(CODE_OF_A + (sum % ODD.length))
}
