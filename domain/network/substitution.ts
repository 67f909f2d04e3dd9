import type { LocalDate } from '../shared/local-date.ts'
import type { FunctionRole } from './functions.ts'

/* The function in whose place somebody is to act, and what else runs in those days. */
interface Asked {
  personId: string
  from: LocalDate
  until: LocalDate
  /** The day on which it is asked. */
  today: LocalDate
}
interface Replaced {
  personId: string
  role: FunctionRole
  from: LocalDate
  until: LocalDate | null
  /** The function whose place it takes itself; null for one of the person's own. */
  standsFor: string | null
}

/** Why nobody may act in the place of a function in those days: the field that is wrong, and a code. `circle` tells that who is
 * replaced acts in those days, by whatever chain, in the place of who is to replace; null where nothing stands against it.
 * One that is over is not recorded: what was done then was done in the function of who did it, and no later act changes in whose place.
 * In the committee the deputy of the seat stands in (art. 5). */
export function refusalOfSubstitution(asked: Asked, replaced: Replaced, circle: boolean): Refused | null {
  const never = refusalOfFunction(asked, replaced)
  if (never !== null) return ['functionId', never]
  if (asked.until < asked.from) return ['until', 'ENDS_BEFORE_BEGIN']
  if (asked.until < asked.today) return ['until', 'OVER']
  if (asked.from < replaced.from) return ['from', 'OUTSIDE_FUNCTION']
  if (replaced.until !== null && asked.until > replaced.until) return ['until', 'OUTSIDE_FUNCTION']
  return circle ? ['functionId', 'CIRCLE'] : null
}

type Refused = readonly [field: 'functionId' | 'from' | 'until', code: SubstitutionRefusal]

function refusalOfFunction({ personId }: Asked, replaced: Replaced): SubstitutionRefusal | null {
  if (replaced.role === 'COMMITTEE_MEMBER') return 'HAS_DEPUTY'
  if (replaced.role === 'OFFICE_HOLDER') return 'LETS_DO_NOTHING'
  if (replaced.personId === personId) return 'ONESELF'
  return replaced.standsFor === null ? null : 'SUBSTITUTE_ALREADY'
}

export type SubstitutionRefusal =
  | 'HAS_DEPUTY'
  | 'LETS_DO_NOTHING'
  | 'ONESELF'
  | 'SUBSTITUTE_ALREADY'
  | 'ENDS_BEFORE_BEGIN'
  | 'OVER'
  | 'OUTSIDE_FUNCTION'
  | 'CIRCLE'
