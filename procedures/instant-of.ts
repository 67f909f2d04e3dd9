import type { LocalDate } from '../domain/shared/local-date.ts'
import { localInstant } from '../domain/shared/terms.ts'
import { refuseInput } from './refuse-input.ts'

/** An hour of a day in Rome. Throws INVALID_INPUT when the day does not have it. */
export function instantOf(date: LocalDate, { path, value }: { path: string; value: string }): Date {
  return localInstant(date, value) ?? refuseInput(path, 'hour', `L’ora ${value} non esiste in quel giorno.`)
}
