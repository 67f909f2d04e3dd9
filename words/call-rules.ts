import type { RESERVED_TIE_BREAKS, TrancheRule } from '../domain/call/configuration.ts'
import { wordOf } from './codes.ts'

type TrancheTerms = Pick<TrancheRule, 'amount' | 'preconditions'>
type Criteria = readonly { id: string; label: string }[]

/** What decides between equals: a criterion's points, or one of the fixed rules. */
export function tieBreakText(tieBreak: string, criteria: Criteria): string {
  const criterion = criteria.find((one) => one.id === tieBreak)
  if (criterion !== undefined) return `punteggio più alto in «${criterion.label}»`
  return wordOf('tieBreak', tieBreak as (typeof RESERVED_TIE_BREAKS)[number])
}

/** What must be there before a tranche is paid, and how its amount is found where that is no plain share. */
export function trancheConditions({ amount, preconditions }: TrancheTerms): string {
  const before = preconditions.map((one) => wordOf('precondition', one)).join(', ') || 'nessuna'
  return amount === 'GRANT_SHARE' ? before : `${before}; ${wordOf('trancheAmount', amount)}`
}
