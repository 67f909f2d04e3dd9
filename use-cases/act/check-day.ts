import { BusinessError } from '../../domain/shared/errors.ts'
import type { LocalDate } from '../../domain/shared/holidays.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { formatDate } from '../../domain/shared/terms.ts'

/** Refuses a day of an act that lies before what it follows, or after today (Rome). Throws BusinessError INVALID_INPUT. */
export function checkDay(
  day: LocalDate,
  bounds: { path: string; earliest: { day: LocalDate; what: string }; today: LocalDate },
): void {
  const { path, earliest, today } = bounds
  const refuse = (code: string, message: string): never => {
    const problems: Problem[] = [{ path, code, message }]
    throw new BusinessError('INVALID_INPUT', { problems })
  }
  if (day < earliest.day)
    refuse('TOO_EARLY', `Non può precedere il giorno ${earliest.what}, ${formatDate(earliest.day)}.`)
  if (day > today) refuse('IN_THE_FUTURE', `Non può essere dopo oggi, ${formatDate(today)}.`)
}
