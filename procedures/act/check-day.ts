import type { LocalDate } from '../../domain/shared/local-date.ts'
import { refuseInput } from '../refuse-input.ts'

/** Refuses a day of an act that lies before what it follows, or after today (Rome). Throws BusinessError INVALID_INPUT. */
export function checkDay(
  day: LocalDate,
  bounds: { path: string; earliest: { day: LocalDate; what: string }; today: LocalDate },
): void {
  const { path, earliest, today } = bounds
  if (day < earliest.day) {
    refuseInput(path, 'TOO_EARLY', `Non può precedere il giorno ${earliest.what}, {${earliest.day}:day}.`)
  }
  if (day > today) refuseInput(path, 'IN_THE_FUTURE', `Non può essere dopo oggi, {${today}:day}.`)
}
