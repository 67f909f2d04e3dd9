import { addDays, daysBetween } from '../shared/local-date.ts'
import type { LocalDate } from '../shared/local-date.ts'
import type { LeadRequestKind } from './lead-request.ts'

/* What asking for information can suspend a procedure for, once (L. 241/1990 art. 2 c. 7). */
const LONGEST_SUSPENSION = 30
/* Days after the observations, or after their term, from which the procedure's term runs again (L. 241/1990 art. 10-bis). */
const AFTER_OBSERVATIONS = 10

/** A request of a call: from the day of its receipt to the day of its answer, or while there is none the last of its term. */
export interface Suspending {
  kind: LeadRequestKind
  from: LocalDate
  until: LocalDate
}
interface Days {
  from: LocalDate
  until: LocalDate
}

const laterOf = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other)

/** Days that overlap or touch, put together, in order. */
function joined(all: readonly Days[]): Days[] {
  const stretches: Days[] = []
  for (const next of all.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const last = stretches.at(-1)
    if (last === undefined || next.from > last.until) stretches.push({ ...next })
    else last.until = laterOf(last.until, next.until)
  }
  return stretches
}

/* One suspension for information in a whole procedure: the first stretch in which a request waits, thirty days of it at most. */
function forInformation(requests: readonly Suspending[]): Days[] {
  const [first] = joined(requests.filter(({ kind }) => kind === 'INTEGRATION'))
  if (first === undefined) return []
  const longest = addDays(first.from, LONGEST_SUSPENSION)
  return [{ from: first.from, until: first.until < longest ? first.until : longest }]
}

/* A notice before refusal suspends from its receipt; the term runs again ten days after what it waits for. */
const forNotices = (requests: readonly Suspending[]): Days[] =>
  requests
    .filter(({ kind }) => kind === 'REFUSAL_NOTICE')
    .map(({ from, until }) => ({ from, until: addDays(until, AFTER_OBSERVATIONS) }))

/** Calendar days by which the term of a call's procedure moves; days on which several requests wait count once. */
export function suspendedDays(requests: readonly Suspending[]): number {
  const stretches = joined([...forInformation(requests), ...forNotices(requests)])
  return stretches.reduce((days, { from, until }) => days + daysBetween(from, until), 0)
}
