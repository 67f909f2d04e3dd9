import { format, resolveConfig } from 'prettier'
import type { Catalogue, Column } from './catalogue.ts'

const HEAD = `/* A row of each table as a query answers it, with the column names of SQL. Written by \`npm run db:schema\` from the migrated
   database, never by hand: a test compares. */`

/* What the driver makes of a value (db/platform/connection.ts). JSON is what whoever wrote it says it is. */
const VALUES: Readonly<Record<string, string>> = {
  text: 'string',
  integer: 'number',
  bigint: 'number',
  boolean: 'boolean',
  date: 'LocalDate',
  'timestamp with time zone': 'Date',
  jsonb: 'unknown',
}

/* A check that lists what one column may be. */
const LIST = /^CHECK \(\((\w+) = ANY \(ARRAY\[((?:'\w+'::text(?:, )?)+)\]\)\)\)$/

function listedValues(catalogue: Catalogue, column: Column): string | undefined {
  for (const { schema, table, statement } of catalogue.constraints) {
    const [, name, values] = LIST.exec(statement) ?? []
    if (schema === column.schema && table === column.table && name === column.name)
      return values?.replaceAll('::text', '').split(', ').join(' | ')
  }
  return undefined
}

function valueType(catalogue: Catalogue, column: Column): string {
  const plain = VALUES[column.type]
  if (plain === undefined) throw new Error(`no type for ${column.type} of ${column.table}.${column.name}`)
  const type = listedValues(catalogue, column) ?? plain
  return column.notNull || type === 'unknown' ? type : `${type} | null`
}

/** The types of the rows of all tables of the business, as TypeScript. Throws Error for a type that the driver was not told of. */
export async function tableTypes(catalogue: Catalogue): Promise<string> {
  const tables = catalogue.relations.filter(({ schema, query }) => schema === 'public' && query === null)
  const rows = tables.map(({ name }) => {
    const columns = catalogue.columns.filter(({ schema, table }) => schema === 'public' && table === name)
    return `${name}: { ${columns.map((one) => `${one.name}: ${valueType(catalogue, one)}`).join('; ')} }`
  })
  const text = `import type { LocalDate } from '../domain/shared/local-date.ts'

${HEAD}
export interface Tables { ${rows.join('\n')} }`
  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'typescript' })
}
