import { isValidIBAN } from 'ibantools'
import { stdnum } from 'stdnum'
import { z } from 'zod'
import { compactCode } from './text.ts'

const PERSON_CODE_LENGTH = 16

function isTaxCode(text: string): boolean {
  const rule = text.length === PERSON_CODE_LENGTH ? 'codicefiscale' : 'iva'
  return stdnum['IT']?.[rule]?.validate(text).isValid === true
}

function compactText() {
  return z.string().overwrite(compactCode)
}

const countries = new Intl.DisplayNames(['it'], { type: 'region', fallback: 'none' })
const FOREIGN = /^[A-Z]{2}:[A-Z0-9]{3,30}$/

/** True for a country by its two letters (ISO 3166-1), Italy aside. */
export function isForeignCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && code !== 'IT' && countries.of(code) !== undefined
}

function isBodyCode(text: string): boolean {
  return FOREIGN.test(text) ? isForeignCountry(text.slice(0, 2)) : isTaxCode(text)
}

/** Code of a body: its codice fiscale (11 digits, or the 16 characters of a natural person's enterprise, with their
 * check), or for a foreign body its country and code there, as `CH:CHE116281710`; dots and dashes are taken off. */
export const taxCodeSchema = compactText()
  .overwrite((text) => (text[2] === ':' ? text.replace(/[.\-/]/g, '') : text))
  .regex(/^(\d{11}|[A-Z0-9]{16}|[A-Z]{2}:[A-Z0-9]{3,30})$/, {
    error:
      'Codice fiscale non valido: servono 11 cifre (enti) o 16 caratteri (persone); per un ente estero il Paese e il suo codice, come CH:CHE116281710.',
    abort: true,
  })
  .refine(
    isBodyCode,
    'Codice fiscale non valido: il carattere di controllo, o il Paese, non corrisponde: va ricontrollato.',
  )

/** Codice fiscale of a human: 16 characters with their check. */
export const personTaxCodeSchema = compactText()
  .regex(/^[A-Z0-9]{16}$/, {
    error: 'Codice fiscale non valido: una persona ne ha 16 caratteri.',
    abort: true,
  })
  .refine(
    isTaxCode,
    'Codice fiscale non valido: il carattere di controllo non corrisponde, va ricontrollato.',
  )

/** Partita IVA: 11 digits with their check; a leading "IT" is taken off. Members of a VAT group share one. */
export const vatNumberSchema = compactText()
  .overwrite((text) => text.replace(/^IT(?=\d{11}$)/, ''))
  .regex(/^\d{11}$/, { error: 'Partita IVA non valida: servono 11 cifre.', abort: true })
  .refine(isTaxCode, 'Partita IVA non valida: la cifra di controllo non corrisponde, va ricontrollata.')

/** VAT number or tax code of whoever issues an expense document: 11 digits or 16 characters, with their check; a leading
 * "IT" is taken off. */
export const issuerCodeSchema = compactText()
  .overwrite((text) => text.replace(/^IT(?=\d{11}$)/, ''))
  .regex(/^(\d{11}|[A-Z0-9]{16})$/, {
    error: 'Partita IVA o codice fiscale non valido: servono 11 cifre, o 16 caratteri per le persone.',
    abort: true,
  })
  .refine(
    isTaxCode,
    'Partita IVA o codice fiscale non valido: il carattere di controllo non corrisponde, va ricontrollato.',
  )

/** IBAN of any country, with its two check digits; spaces are taken off. */
export const ibanSchema = compactText()
  .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, {
    error: 'IBAN non valido: comincia con il Paese e due cifre, per l’Italia ha 27 caratteri.',
    abort: true,
  })
  .refine(
    (text) => isValidIBAN(text),
    'IBAN non valido: le cifre di controllo o la lunghezza non corrispondono.',
  )

/** CUP (DL 76/2020 art. 41): the form only, 15 characters; no public rule gives a check character. */
export const cupSchema = compactText().regex(
  /^[A-Z]\d{2}[A-Z]\d{11}$/,
  'CUP non valido: servono 15 caratteri, come J57C20000410001 (lettera, 2 cifre, lettera, 11 cifre).',
)

const counted = new Intl.Collator('und', { numeric: true })

/** The order in which people count codes: A1-101 before A1-1000. The database's collation `counted` says the same. */
export const compareCodes = (one: string, other: string): number => counted.compare(one, other)
