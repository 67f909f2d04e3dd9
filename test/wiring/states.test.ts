import { describe, expect, it } from '@jest/globals'
import { lifecycles } from '../../db/lifecycles.ts'
import type { LivingTable } from '../../db/lifecycles.ts'
import { sourcesOf } from './sources.ts'

/* `p.status = 'PAID'`, `state in ('PENDING', 'PARKED')`, and in the query builder `status: 'PAID'`, `'p.status', '<>', 'PAID'`. */
const COMPARED =
  /(?:\b(\w+)\.)?\b(status|state)\b(?:\s*(?:=|<>|is distinct from)\s*'([A-Z_]+)'|\s+(?:not )?in\s*\(([^)]*)\)|'?: '([A-Z_]+)'|', '(?:=|<>)', '([A-Z_]+)')/g
/* `from payments p`, `create table payments`, `tx('payments as p')`. */
const NAMED = /(?:\b(?:from|join|update|into|table|on) |\btx(?:<[^>]*>)?\(')(\w+)(?: as)?(?: (\w+))?/g

/* The engine's own tables have states of their own. */
const OURS = /(?<!\.test|_create_engine)\.ts$/

const isLiving = (table: string): table is LivingTable => table in lifecycles
const withColumn = (column: string, tables: Iterable<LivingTable>): LivingTable[] =>
  [...tables].filter((table) => lifecycles[table].column === column)

interface Naming {
  at: number
  table: string
  alias: string
}

const namingsIn = (text: string): Naming[] =>
  [...text.matchAll(NAMED)].map(({ index, 1: table = '', 2: alias = '' }) => ({ at: index, table, alias }))

/* By its alias; without one the table named last before in the same text. Where that does not say it (a trigger's `new`, a
   name of the query's own), any that the file names. */
function tablesOf(text: string, at: number, alias: string | undefined): LivingTable[] {
  const namings = namingsIn(text)
  const begin = text.lastIndexOf('`', at)
  const named =
    alias === undefined
      ? namings.filter((one) => one.at > begin && one.at < at).slice(-1)
      : namings.filter((one) => one.alias === alias || one.table === alias)
  const found = named.map(({ table }) => table).filter(isLiving)
  const every = namings.map(({ table }) => table).filter(isLiving)
  return [found, every].find((tables) => tables.length > 0) ?? (Object.keys(lifecycles) as LivingTable[])
}

function strangers(text: string): { compared: number; strange: string[] } {
  const found = [...text.matchAll(COMPARED)].flatMap(
    ({ index, 1: alias, 2: column = '', 3: is, 4: list, 5: given, 6: told }) => {
      const codes =
        list === undefined
          ? [is ?? given ?? told ?? '']
          : [...list.matchAll(/'([A-Z_]+)'/g)].map(([, one = '']) => one)
      const tables = withColumn(column, tablesOf(text, index, alias))
      const states = tables.flatMap((table): readonly string[] => lifecycles[table].lifecycle.states)
      return codes.map((code) => ({
        text: `${tables.join('|')}.${column} ${code}`,
        known: tables.length === 0 || states.includes(code),
      }))
    },
  )
  return { compared: found.length, strange: found.filter(({ known }) => !known).map((one) => one.text) }
}

describe('states in SQL', () => {
  it('are states of the lifecycle of their table, wherever a query asks for one', () => {
    const files = [...sourcesOf('db', OURS), ...sourcesOf('app', OURS)]
    const all = files.map(([file, text]) => ({ file, ...strangers(text) }))
    expect(all.reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThan(120)
    expect(all.flatMap(({ file, strange }) => strange.map((one) => `${file}: ${one}`))).toEqual([])
  })

  it.each([
    [
      "select 1 from payments p join projects j on true where p.status = 'CLOSED'",
      ['payments.status CLOSED'],
    ],
    ["update outbox set attempts = 0 where state in ('PENDING', 'LOST')", ['outbox.state LOST']],
    ["tx('payments as y').where('y.status', '<>', 'GONE')", ['payments.status GONE']],
    ["tx('projects').where({ status: 'PAID' })", ['projects.status PAID']],
    ["select 1 from payments where status = 'PAID' union select 1 from projects where status = 'CLOSED'", []],
  ])('are seen to be none in: %s', (text, strange) => {
    expect(strangers(text).strange).toEqual(strange)
  })
})
