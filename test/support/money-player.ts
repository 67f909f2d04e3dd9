import { createStores } from '../../db/stores.ts'
import { enter } from '../../db/disbursement/entries.ts'
import type { MoneyKind } from '../../domain/disbursement/book.ts'
import type { PaymentStatus } from '../../domain/disbursement/lifecycle.ts'
import { newId } from '../../domain/shared/ids.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import type { TestDatabase } from './database.ts'
import { arrangeCommitment, arrangePayment, TRANCHES } from './money-cycle.ts'
import type { openMoneyCycle } from './money-cycle.ts'

type MoneyCycle = Awaited<ReturnType<typeof openMoneyCycle>>
const at = new Date('2027-07-01T09:00:00Z')
const YEAR = 2027
const dayOf = (year: number) => localDate(`${YEAR + year}-07-01`)

/** True when the database took it; false when one of its rules refused it. Any other failure is the test's. */
export async function taken(doing: Promise<unknown>): Promise<boolean> {
  try {
    await doing
    return true
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '23514' || code === '23505') return false
    throw error
  }
}

/** Each movement of money as its verb does it, in a transaction of its own; years count from the first of the allocation. */
export function createMoneyPlayer(database: TestDatabase, { cycleId, payeeId, projectIds }: MoneyCycle) {
  const idOf = (project: number): string => projectIds[project] ?? ''
  const by = <T>(act: (stores: ReturnType<typeof createStores>) => Promise<T>): Promise<T> =>
    database.knex.transaction((tx) => act(createStores(tx)))
  const correct = (kind: MoneyKind, year: number, amountCents: number, project?: number) =>
    taken(
      enter(database.knex, [
        {
          ...{ kind, cycleId, year: YEAR + year, amountCents, at, occasion: newId<string>() },
          ...(project !== undefined && { project: { id: idOf(project), payeeId } }),
        },
      ]),
    )
  const STEPS = { ORDERED: 'liquidate', PAID: 'pay', REFUSED: 'release', REVERSED: 'release' } as const
  return {
    correct,

    receive: (year: number, amountCents: number) =>
      by(async ({ cash }) => {
        const receipt = {
          year: YEAR + year,
          amountCents,
          receivedOn: dayOf(year),
          reference: newId<string>(),
        }
        return (await cash.receive(cycleId, receipt, at)) === 'RECEIVED'
      }),

    async commit(project: number, parts: readonly number[]): Promise<boolean> {
      const id = idOf(project)
      const years = parts.map((amountCents, year) => ({ year: YEAR + year, amountCents }))
      await arrangeCommitment(database, id, `IMP-${id}`)
      const charged = { number: `IMP-${id}`, years: years.filter((one) => one.amountCents > 0), at }
      return by(
        async ({ cash }) => (await cash.commit({ id, cycleId, leadBodyId: payeeId }, charged)) === null,
      )
    },

    uncommit: (project: number) => arrangeCommitment(database, idOf(project), null),

    /** The payment's id, or null when it is refused, by the store or by the database. */
    async reserve(project: number, tranche: number, cents: number, year = 0): Promise<string | null> {
      const id = newId<string>()
      const [row] = await database
        .knex('project_tranches')
        .where({ project_id: idOf(project), id: TRANCHES[tranche] ?? '' })
        .select<{ amount_cents: number }[]>('amount_cents')
      const payment = { id, projectId: idOf(project), trancheId: TRANCHES[tranche] ?? '', openedAt: at }
      const reserved = by(async ({ payments, cash }) => {
        await payments.open({ ...payment, amountCents: cents, trancheCents: row?.amount_cents ?? 0 })
        const outcome = await cash.reserve(id, { on: dayOf(year), at })
        if (outcome !== 'RESERVED') throw Object.assign(new Error(outcome), { code: '23514' })
      })
      return (await taken(reserved)) ? id : null
    },

    /** Puts a payment in a state and enters it in the book; what is refused leaves it where it was. */
    async move(
      payment: { id: string; status: PaymentStatus },
      to: keyof typeof STEPS,
      ready: boolean,
      year = 0,
    ) {
      if (ready) await arrangePayment(database, payment.id, to)
      const moved = await taken(by(({ cash }) => cash[STEPS[to]](payment.id, { on: dayOf(year), at })))
      if (ready && !moved) await arrangePayment(database, payment.id, payment.status)
      return moved
    },
  }
}
