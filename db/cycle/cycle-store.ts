import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import type { CycleStatus } from '../../domain/cycle/lifecycle.ts'
import { enter } from '../disbursement/entries.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'

/** A cycle; days are `YYYY-MM-DD`, allocations are cents of one year. */
export interface Cycle {
  id: string
  code: string
  title: string
  guidelinesAct: string
  guidanceDueOn: string
  endsOn: string
  status: CycleStatus
  processOwnerId: string
  openedAt: Date
  closedAt: Date | null
}
export interface Allocation {
  year: number
  amountCents: number
}

export interface CyclesAsked extends PageAsked {
  status?: CycleStatus | undefined
  text?: string | undefined
}

const fromRow = (row: Tables['cycles']): Cycle => ({
  id: row.id,
  code: row.code,
  title: row.title,
  guidelinesAct: row.guidelines_act,
  guidanceDueOn: row.guidance_due_on,
  endsOn: row.ends_on,
  status: row.status,
  processOwnerId: row.process_owner_id,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
})

/** Cycles with the Region's allocations per year; opening one also enters them in its book of money. */
export function createCycleStore(tx: Knex) {
  return {
    /** False when the code is taken by another cycle: nothing is written then. */
    open: (cycle: Omit<Cycle, 'status' | 'closedAt'>, allocations: readonly Allocation[]) =>
      openCycle(tx, cycle, allocations),

    async find(id: string): Promise<Cycle | null> {
      const row = await tx('cycles').where({ id }).first()
      return row ? fromRow(row) : null
    },

    /** Locks the cycle's row until the end of the transaction ("all projects closed" is decided under it). */
    async lock(id: string): Promise<Cycle | null> {
      const row = await tx('cycles').where({ id }).forUpdate().first()
      return row ? fromRow(row) : null
    },

    /** A page of them, last opened first. */
    async list({ status, text, ...page }: CyclesAsked): Promise<Page<Cycle>> {
      const { items, next } = await readPage<Tables['cycles']>(
        tx,
        {
          about: ['cycles'],
          rows: 'select * from cycles where true',
          values: {},
          filters: { status: ['status = :status', status], text: [contains('code', 'title'), text] },
          order: { opened_at: 'instant', id: 'text' },
          direction: 'desc',
        },
        page,
      )
      return { items: items.map(fromRow), next }
    },

    /** False when the cycle was closed before. */
    close: (id: string, at: Date) => movesOf(tx, 'cycles').move('close', { id }, { closed_at: at }),

    async allocations(cycleId: string): Promise<Allocation[]> {
      return tx('allocations')
        .where('cycle_id', cycleId)
        .select({ year: 'year', amountCents: 'amount_cents' })
        .orderBy('year')
    },
  }
}

async function openCycle(
  tx: Knex,
  cycle: Omit<Cycle, 'status' | 'closedAt'>,
  allocations: readonly Allocation[],
): Promise<boolean> {
  const opened = await tx('cycles')
    .insert({
      id: cycle.id,
      code: cycle.code,
      title: cycle.title,
      guidelines_act: cycle.guidelinesAct,
      guidance_due_on: cycle.guidanceDueOn,
      ends_on: cycle.endsOn,
      ...movesOf(tx, 'cycles').begin('open'),
      process_owner_id: cycle.processOwnerId,
      opened_at: cycle.openedAt,
    })
    .onConflict('code')
    .ignore()
    .returning('id')
  if (opened.length === 0) return false
  const cycleId = { cycle_id: cycle.id }
  const assigned = allocations.map((one) => ({ ...cycleId, year: one.year, amount_cents: one.amountCents }))
  await insertRows(tx, { table: 'allocations', rows: assigned })
  const rows = allocations.map(({ year }) => ({ ...cycleId, year }))
  await insertRows(tx, { table: 'year_balances', rows })
  await tx('cash_balances').insert(cycleId)
  await enter(
    tx,
    allocations.map(({ year, amountCents }) => ({
      ...{ kind: 'ALLOCATED', cycleId: cycle.id, year, amountCents },
      ...{ occasion: cycle.guidelinesAct, at: cycle.openedAt },
    })),
  )
  return true
}
