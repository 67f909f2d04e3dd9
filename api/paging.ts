import { z } from 'zod'
import { MOST_ROWS, USUAL_ROWS } from '../db/platform/page.ts'

/** What may be asked of a list in the address: where it begins and how much of it; each list adds its filters. */
export const pageQuery = z.strictObject({
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
    .default(USUAL_ROWS)
    .describe('Quante righe, al massimo'),
})

/** The answer of a list: a page of it, and the key of the next. */
export const pageAnswer = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Chiave della pagina che segue, per `after`; null: non ce n’è'),
  })
