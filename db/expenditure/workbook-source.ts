import type { Knex } from 'knex'
import type {
  ExpenditureSource,
  SheetKey,
  SheetRows,
  SheetTotals,
  WorkbookHeader,
} from '../../domain/expenditure/workbook.ts'
import { found } from '../../domain/shared/errors.ts'
import { toTransient } from '../platform/errors.ts'
import { workbookRows, workbookSums } from './workbook-rows.ts'
import { workbookTotals } from './workbook-totals.ts'

const ROWS_AT_ONCE = 500
/* The rows of a whole cycle are joined and sorted: with PostgreSQL's usual 4 MB that goes over the disk many times. */
const WORK_MEMORY = '64MB'

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
      .transaction(
        async (tx) => {
          await tx.raw(`set local work_mem = '${WORK_MEMORY}'`)
          return read(await openSource(tx, cycleId))
        },
        {
          isolationLevel: 'repeatable read',
          readOnly: true,
        },
      )
      .catch((error: unknown) => {
        throw toTransient(error)
      })
}

async function openSource(tx: Knex.Transaction, cycleId: string): Promise<ExpenditureSource> {
  const tranches = await tranchesOf(tx, cycleId)
  const positions = tranches.map(({ position }) => position)
  const queries = workbookRows(positions)
  const rows =
    <K extends SheetKey>(key: K) =>
    () =>
      rowsOf(tx, cycleId, { key, query: queries[key] })
  return {
    header: await headerOf(tx, cycleId),
    tranches: tranches.map(({ names }) => names),
    sheetTotals: await totalsOf(tx, cycleId, workbookSums(positions)),
    controlTotals: await totalsOf(tx, cycleId, workbookTotals(positions)),
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

/* Calls of one cycle may name their tranches differently. */
const tranches = `
select t.position, string_agg(distinct t.label, ' / ' order by t.label) as names
  from project_tranches t join projects p on p.id = t.project_id where p.cycle_id = :cycleId
 group by t.position order by t.position`

async function tranchesOf(
  tx: Knex.Transaction,
  cycleId: string,
): Promise<{ position: number; names: string }[]> {
  return (await tx.raw<{ rows: { position: number; names: string }[] }>(tranches, { cycleId })).rows
}

async function totalsOf(
  tx: Knex.Transaction,
  cycleId: string,
  queries: Readonly<Record<SheetKey, string>>,
): Promise<SheetTotals> {
  const one = async <K extends SheetKey>(key: K): Promise<SheetTotals[K]> => {
    const totals = (await tx.raw<{ rows: SheetTotals[K][] }>(queries[key], { cycleId })).rows[0]
    if (totals === undefined) throw new Error('a query of totals gives one row')
    return totals
  }
  return {
    projects: await one('projects'),
    quotas: await one('quotas'),
    expenses: await one('expenses'),
    payments: await one('payments'),
    years: await one('years'),
  }
}

async function* rowsOf<K extends SheetKey>(
  tx: Knex.Transaction,
  cycleId: string,
  { key, query }: { key: K; query: string },
): AsyncGenerator<readonly SheetRows[K][]> {
  const cursor = `workbook_${key}`
  await tx.raw(`declare ${cursor} no scroll cursor for ${query}`, { cycleId })
  for (;;) {
    const { rows } = await tx.raw<{ rows: SheetRows[K][] }>(`fetch ${ROWS_AT_ONCE} from ${cursor}`)
    yield rows
    if (rows.length < ROWS_AT_ONCE) break
  }
  await tx.raw(`close ${cursor}`)
}
