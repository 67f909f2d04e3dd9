import type { Knex } from 'knex'
import type {
  ControlTotals,
  ExpenditureSource,
  SheetKey,
  SheetRows,
  WorkbookHeader,
} from '../../domain/expenditure/workbook.ts'
import { found } from '../../domain/shared/errors.ts'
import { toTransient } from '../platform/errors.ts'
import { workbookRows } from './workbook-rows.ts'
import { workbookTotals } from './workbook-totals.ts'

const ROWS_AT_ONCE = 500

/** Reads a cycle's money for its workbook, all of it as it stood at one moment. */
export type WorkbookReader = <T>(
  cycleId: string,
  read: (source: ExpenditureSource) => Promise<T>,
) => Promise<T>

/** Makes the reader: each read is a repeatable-read, read-only transaction on a connection of its own, with cursors.
 * Throws NOT_FOUND. */
export function workbookReader(knex: Knex): WorkbookReader {
  return (cycleId, read) =>
    knex
      .transaction(async (tx) => read(await openSource(tx, cycleId)), {
        isolationLevel: 'repeatable read',
        readOnly: true,
      })
      .catch((error: unknown) => {
        throw toTransient(error)
      })
}

async function openSource(tx: Knex.Transaction, cycleId: string): Promise<ExpenditureSource> {
  const totals = <K extends SheetKey>(key: K) => totalsOf(tx, cycleId, key)
  const rows =
    <K extends SheetKey>(key: K) =>
    () =>
      rowsOf(tx, cycleId, key)
  return {
    header: await headerOf(tx, cycleId),
    controlTotals: {
      projects: await totals('projects'),
      quotas: await totals('quotas'),
      expenses: await totals('expenses'),
      payments: await totals('payments'),
      years: await totals('years'),
    },
    rows: {
      projects: rows('projects'),
      quotas: rows('quotas'),
      expenses: rows('expenses'),
      payments: rows('payments'),
      years: rows('years'),
    },
  }
}

/* The date is that of the last thing done in the cycle other than a workbook: the same data give the same bytes. */
const header = `
select c.code as "cycleCode", c.title as "cycleTitle", coalesce(e.at, c.opened_at) as "generatedAt", e.hash as "auditHead",
       (select b.name from committee_seats s join bodies b on b.id = s.body_id where s.chair limit 1) as "networkLead",
       (select max(version) from plan_versions where cycle_id = c.id) as "planVersion"
  from cycles c
  left join lateral (select at, hash from audit_entries where chain_id = c.id and action <> 'produce-workbook'
                      order by sequence desc limit 1) e on true
 where c.id = :cycleId`

async function headerOf(tx: Knex.Transaction, cycleId: string): Promise<WorkbookHeader> {
  return found('CYCLE', cycleId, (await tx.raw<{ rows: WorkbookHeader[] }>(header, { cycleId })).rows[0])
}

async function totalsOf<K extends SheetKey>(
  tx: Knex.Transaction,
  cycleId: string,
  key: K,
): Promise<ControlTotals[K]> {
  const totals = (await tx.raw<{ rows: ControlTotals[K][] }>(workbookTotals[key], { cycleId })).rows[0]
  if (totals === undefined) throw new Error(`no totals of ${key}`)
  return totals
}

async function* rowsOf<K extends SheetKey>(
  tx: Knex.Transaction,
  cycleId: string,
  key: K,
): AsyncGenerator<SheetRows[K]> {
  const cursor = `workbook_${key}`
  await tx.raw(`declare ${cursor} no scroll cursor for ${workbookRows[key]}`, { cycleId })
  for (;;) {
    const { rows } = await tx.raw<{ rows: SheetRows[K][] }>(`fetch ${ROWS_AT_ONCE} from ${cursor}`)
    yield* rows
    if (rows.length < ROWS_AT_ONCE) break
  }
  await tx.raw(`close ${cursor}`)
}
