import { BusinessError } from '../shared/errors.ts'
import type { LocalDate } from '../shared/local-date.ts'
import type { FunctionRole, OnlyApplication } from './functions.ts'

/* The function in whose place somebody is to act, and what else runs in those days. */
interface Asked {
  personId: string
  from: LocalDate
  until: LocalDate
  /** The day on which it is asked. */
  today: LocalDate
  /** The one application to which it is limited; null where it is of all. */
  applicationId: string | null
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
 * In the committee the deputy of the seat stands in (art. 5); only who decides on applications is replaced for one of them. */
export function refusalOfSubstitution(asked: Asked, replaced: Replaced, circle: boolean): Refused | null {
  const never = refusalOfFunction(asked, replaced)
  if (never !== null) return ['functionId', never]
  const days = refusalOfDays(asked, replaced)
  if (days !== null) return days
  if (asked.applicationId !== null && !DECIDES.includes(replaced.role))
    return ['applicationId', 'NOT_LIMITED']
  return circle ? ['functionId', 'CIRCLE'] : null
}

function refusalOfDays({ from, until, today }: Asked, replaced: Replaced): Refused | null {
  if (until < from) return ['until', 'ENDS_BEFORE_BEGIN']
  if (until < today) return ['until', 'OVER']
  if (from < replaced.from) return ['from', 'OUTSIDE_FUNCTION']
  return replaced.until !== null && until > replaced.until ? ['until', 'OUTSIDE_FUNCTION'] : null
}

type Refused = readonly [field: 'functionId' | 'applicationId' | 'from' | 'until', code: SubstitutionRefusal]

/* Whoever decides on applications and projects, one at a time. */
const DECIDES: readonly FunctionRole[] = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE']

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
  | 'NOT_LIMITED'
  | 'CIRCLE'

/** The refusal of whoever stands in for one application alone, of anything else. */
export function limitedTo({ code }: OnlyApplication): BusinessError {
  return new BusinessError('SUBSTITUTION_LIMITED', { application: code ?? 'per cui è registrata' })
}
