import { isValidIBAN } from 'ibantools'
import { stdnum } from 'stdnum'
import { z } from 'zod'

const PERSON_CODE_LENGTH = 16

function isTaxCode(text: string): boolean {
  const rule = text.length === PERSON_CODE_LENGTH ? 'codicefiscale' : 'iva'
  return stdnum['IT']?.[rule]?.validate(text).isValid === true
}

function compactText() {
  return z.string().overwrite((text) => text.replace(/\s/g, '').toUpperCase())
}

/** Tax code of a body or of the person who is a sole trader: 11 digits or 16 characters, with their check. */
export const taxCodeSchema = compactText()
  .regex(/^(\d{11}|[A-Z0-9]{16})$/, {
    error: 'Codice fiscale non valido: servono 11 cifre (enti) o 16 caratteri (persone).',
    abort: true,
  })
  .refine(
    isTaxCode,
    'Codice fiscale non valido: il carattere di controllo non corrisponde, va ricontrollato.',
  )

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
