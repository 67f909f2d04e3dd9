import type { PatronDay } from '../shared/holidays.ts'
import { addDays, daysBetween } from '../shared/local-date.ts'
import type { LocalDate } from '../shared/local-date.ts'
import { localDateOf, termEnd } from '../shared/terms.ts'

/** A term of a chain: its days are counted from the end of the one before. `WORKING`: a last day that is no working day moves
 * to the next one; `CALENDAR`: it stays. */
export interface ChainedTerm<N extends string> {
  name: N
  days: number
  ends: 'WORKING' | 'CALENDAR'
}

interface Chain<N extends string> {
  from: LocalDate
  terms: readonly ChainedTerm<N>[]
  /** The day that the chain must meet. */
  until: LocalDate
  patron: PatronDay
}

interface Margin<N extends string> {
  /** Each term with the first day on which it can have run out, and the last one that still lets the chain meet its day. */
  terms: { name: N; days: number; earliest: LocalDate; latest: LocalDate }[]
  /** The last day on which the chain can begin. */
  latestStart: LocalDate
  /** Calendar days between the end of the chain and the day that it must meet; negative when it comes too late. */
  days: number
}

/** What a chain of terms leaves before the day that it must meet, counted forwards from its beginning and backwards from its
 * end; a chain without terms is over on the day on which it begins. */
export function marginOf<N extends string>({ from, terms, until, patron }: Chain<N>): Margin<N> {
  const endOf = (start: LocalDate, { days, ends }: ChainedTerm<N>): LocalDate =>
    ends === 'WORKING' ? localDateOf(termEnd(start, days, patron)) : addDays(start, days)
  const startFor = (end: LocalDate, term: ChainedTerm<N>): LocalDate => {
    let start = addDays(end, -term.days)
    while (endOf(start, term) > end) start = addDays(start, -1)
    return start
  }
  const earliest: LocalDate[] = []
  for (const term of terms) earliest.push(endOf(earliest.at(-1) ?? from, term))
  const latest: LocalDate[] = [until]
  for (const term of terms.toReversed()) latest.unshift(startFor(latest[0] ?? until, term))
  return {
    terms: terms.map(({ name, days }, index) => ({
      ...{ name, days },
      earliest: earliest[index] ?? from,
      latest: latest[index + 1] ?? until,
    })),
    latestStart: latest[0] ?? until,
    days: daysBetween(earliest.at(-1) ?? from, until),
  }
}
