import type { PaymentPrecondition, RESERVED_TIE_BREAKS } from '../domain/call/configuration.ts'
import { wordOf } from './codes.ts'

type Criteria = readonly { id: string; label: string }[]

/** What decides between equals: a criterion's points, or one of the fixed rules. */
export function tieBreakText(tieBreak: string, criteria: Criteria): string {
  const criterion = criteria.find((one) => one.id === tieBreak)
  if (criterion !== undefined) return `punteggio più alto in «${criterion.label}»`
  return wordOf('tieBreak', tieBreak as (typeof RESERVED_TIE_BREAKS)[number])
}

/** What must be there before a payment. */
export function preconditionsText(preconditions: readonly PaymentPrecondition[]): string {
  return preconditions.map((one) => wordOf('precondition', one)).join(', ') || 'nessuna'
}
