import { cents, minCents } from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'

/** What an entry is about: a year of the Region's allocation, a receipt of cash, a project's commitment, a payment. */
export type Occasion = 'YEAR' | 'RECEIPT' | 'PROJECT' | 'PAYMENT'

/** A sum that entries move. Bounded: of a year's allocation, of the cycle's cash, of a project's grant; `cash.allocated` is all years'
 * together. Only told: `book`, what happened in a year, of an allocation or not. */
export type Balance =
  | 'book.assigned'
  | 'book.received'
  | 'book.committed'
  | 'book.paid'
  | 'year.allocated'
  | 'year.committed'
  | 'cash.allocated'
  | 'cash.received'
  | 'cash.reserved'
  | 'project.committed'
  | 'project.reserved'

interface Kind {
  about: Occasion
  adds: readonly Balance[]
  takes: readonly Balance[]
}

const kind = (about: Occasion, adds: readonly Balance[] = [], takes: readonly Balance[] = []): Kind => ({
  ...{ about, adds, takes },
})

/** The kinds of entries in the book of money (art. 8), with what each moves. What is liquidated and then paid was reserved
 * before, so that only its reservation counts against cash and grant. */
export const moneyKinds = {
  ALLOCATED: kind('YEAR', ['book.assigned', 'year.allocated', 'cash.allocated']),
  /** A later act of the Region on a year's allocation, or a correction: it alone may be less than zero. */
  ADJUSTED: kind('YEAR', ['book.assigned', 'year.allocated', 'cash.allocated']),
  RECEIVED: kind('RECEIPT', ['book.received', 'cash.received']),
  COMMITTED: kind('PROJECT', ['book.committed', 'year.committed', 'project.committed']),
  /** What was committed and is not needed goes back to its year. */
  ECONOMY: kind('PROJECT', [], ['book.committed', 'year.committed', 'project.committed']),
  RESERVED: kind('PAYMENT', ['cash.reserved', 'project.reserved']),
  LIQUIDATED: kind('PAYMENT'),
  PAID: kind('PAYMENT', ['book.paid']),
  /** A payment that was refused or reversed gives all back; what was paid, in the year in which it was. */
  RELEASED: kind('PAYMENT', [], ['book.paid', 'cash.reserved', 'project.reserved']),
  /** What a lead gives back of what it was paid. */
  RECOVERED: kind('PROJECT', [], ['cash.reserved', 'project.reserved']),
} as const satisfies Record<string, Kind>
export type MoneyKind = keyof typeof moneyKinds

/** The kinds of entries for which a test holds, in the order of the book. */
export function kindsWhere(holds: (kind: Kind) => boolean): MoneyKind[] {
  const kinds = Object.entries(moneyKinds) as [MoneyKind, Kind][]
  return kinds.filter(([, one]) => holds(one)).map(([name]) => name)
}

/** A year of the allocation with what is not committed of it, in cents. */
interface FreeYear {
  year: number
  freeCents: number
}

/** Proposes how a commitment charges the years of the allocation: the oldest first, each as far as it has room. In cents; they
 * sum to less than the amount where the years together have no room for it. */
export function chargeYears(
  amountCents: number,
  years: readonly FreeYear[],
): { year: number; amountCents: Cents }[] {
  let left = cents(amountCents)
  return years
    .toSorted((a, b) => a.year - b.year)
    .map(({ year, freeCents }) => {
      const charged = minCents(left, freeCents)
      left = cents(left - charged)
      return { year, amountCents: charged }
    })
}
