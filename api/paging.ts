import { z } from 'zod'
import { MOST_ROWS, USUAL_ROWS } from '../db/platform/page.ts'

/** A filter by text: part of what the list is read by, in capitals or not. */
export const textFilter = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('Parte del testo per cui si riconosce una riga: codice, titolo, nome')

const places = (usual: number) => ({
  after: z
    .string()
    .max(1000)
    .optional()
    .describe('La chiave `next` della pagina prima; senza, l’elenco comincia dall’inizio'),
  limit: z.coerce
    .number('Quante righe: serve un numero.')
    .int('Quante righe: serve un numero intero.')
    .min(1)
    .max(MOST_ROWS)
    .default(usual)
    .describe('Quante righe, al massimo'),
})

/** What may be asked of a list in the address: where it begins, how much of it (`usual` where nobody says), and its filters. */
export function listQuery<F extends z.ZodRawShape>(filters: F, usual = USUAL_ROWS) {
  const shape = { ...places(usual), ...z.object(filters).partial().shape }
  return z.strictObject(shape, {
    error: ({ code, keys }) =>
      code === 'unrecognized_keys' ? notAsked(keys, Object.keys(shape)) : undefined,
  })
}

/** What is told of names in an address that mean nothing there. */
export const notAsked = (names: readonly string[], known: readonly string[]): string =>
  `Qui non si può chiedere: ${names.join(', ')}. ${known.length === 0 ? 'Non si chiede nulla.' : `Si può chiedere: ${known.join(', ')}; l’ordine di un elenco è uno solo.`}`

/** The answer of a list: a page of it, and the key of the next. */
export const pageAnswer = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Chiave della pagina che segue, per `after`; null: non ce n’è'),
  })
