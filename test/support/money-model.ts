import type { MoneyKind } from '../../domain/disbursement/book.ts'
import type { PaymentStatus } from '../../domain/disbursement/lifecycle.ts'
import { tranchesOf } from './money-cycle.ts'

interface ModelPayment {
  id: string
  tranche: number
  cents: number
  status: PaymentStatus
}

interface ModelProject {
  grant: number
  /** What is committed of it on each year; null before the commitment. */
  committed: number[] | null
  payments: ModelPayment[]
  recovered: number
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0)
const lives = ({ status }: ModelPayment): boolean => status !== 'REFUSED' && status !== 'REVERSED'

/** What the book must say and refuse, in the plainest way: lists that are summed whenever somebody asks (art. 8). */
export function createMoneyModel(allocations: readonly number[], grants: readonly number[]) {
  const allocated = [...allocations]
  const projects: ModelProject[] = grants.map((grant) => ({
    ...{ grant, committed: null, payments: [], recovered: 0 },
  }))
  const entered: { kind: MoneyKind; year: number; cents: number }[] = []
  let received = 0

  const committedOn = (year: number) => sum(projects.map((one) => one.committed?.[year] ?? 0))
  const reservedOf = ({ payments, recovered }: ModelProject) =>
    sum(payments.filter(lives).map((one) => one.cents)) - recovered
  const paidOf = ({ payments, recovered }: ModelProject) =>
    sum(payments.filter((one) => one.status === 'PAID').map((one) => one.cents)) - recovered
  const reserved = () => sum(projects.map(reservedOf))

  return {
    ...{ projects, entered, committedOn, reservedOf, reserved },
    allocatedFor: (year: number) => allocated[year] ?? 0,
    received: () => received,
    enter: (kind: MoneyKind, year: number, cents: number) => void entered.push({ kind, year, cents }),

    allows: {
      receive: (cents: number) => received + cents <= sum(allocated),
      adjust: (year: number, cents: number) =>
        (allocated[year] ?? 0) + cents >= committedOn(year) && sum(allocated) + cents >= received,
      commit: (project: ModelProject, parts: readonly number[]) =>
        project.committed === null &&
        parts.every((part, year) => committedOn(year) + part <= (allocated[year] ?? 0)),
      economy: (project: ModelProject, year: number, cents: number) =>
        (project.committed?.[year] ?? 0) >= cents &&
        sum(project.committed ?? []) - cents >= reservedOf(project),
      reserve: (project: ModelProject, tranche: number, cents: number) =>
        !project.payments.some((one) => one.tranche === tranche && lives(one)) &&
        cents <= (tranchesOf(project.grant)[tranche] ?? 0) &&
        reservedOf(project) + cents <= sum(project.committed ?? []) &&
        reserved() + cents <= received,
      recover: (project: ModelProject, cents: number) => cents <= paidOf(project),
      /** A reversal gives back no more than was paid and not recovered. */
      move: (project: ModelProject, payment: ModelPayment, to: PaymentStatus) =>
        ({
          ORDERED: payment.status === 'OPEN',
          PAID: payment.status === 'ORDERED',
          REFUSED: payment.status === 'OPEN' || payment.status === 'ORDERED',
          REVERSED: payment.status === 'PAID' && paidOf(project) >= payment.cents,
        })[to as 'ORDERED' | 'PAID' | 'REFUSED' | 'REVERSED'],
    },

    receive: (cents: number) => void (received += cents),
    adjust: (year: number, cents: number) => void (allocated[year] = (allocated[year] ?? 0) + cents),
  }
}
export type MoneyModel = ReturnType<typeof createMoneyModel>
