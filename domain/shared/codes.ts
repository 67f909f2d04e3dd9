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

/** Tax code of a natural person: 16 characters with their check letter, omocodia letters included. */
export const personTaxCodeSchema = compactText()
  .regex(/^[A-Z0-9]{16}$/, {
    error: 'Codice fiscale non valido: per le persone servono 16 lettere e cifre.',
    abort: true,
  })
  .refine(
    isTaxCode,
    'Codice fiscale non valido: la lettera di controllo o la forma non corrisponde, va ricontrollato.',
  )

/** Tax code of a body: 11 digits with their check digit. */
export const bodyTaxCodeSchema = compactText()
  .regex(/^\d{11}$/, { error: 'Codice fiscale dell’ente non valido: servono 11 cifre.', abort: true })
  .refine(
    isTaxCode,
    'Codice fiscale dell’ente non valido: la cifra di controllo non corrisponde, va ricontrollato.',
  )

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

/** Italian VAT number: 11 digits with their check digit; a leading "IT" is taken off. */
export const vatNumberSchema = z
  .string()
  .overwrite((text) => text.replace(/\s/g, '').replace(/^IT/i, ''))
  .regex(/^\d{11}$/, { error: 'Partita IVA non valida: servono 11 cifre.', abort: true })
  .refine(isTaxCode, 'Partita IVA non valida: la cifra di controllo non corrisponde, va ricontrollata.')

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

/** CIG of a procurement: the form only, 10 letters and digits. */
export const cigSchema = compactText().regex(/^[A-Z0-9]{10}$/, 'CIG non valido: servono 10 lettere e cifre.')

/** An e-mail or PEC address, in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Indirizzo di posta troppo lungo: al massimo 254 caratteri.')
  .pipe(z.email('Indirizzo di posta non valido: serve la forma nome@dominio.it.'))
