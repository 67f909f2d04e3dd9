import { composeIBAN } from 'ibantools'

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
