import { join } from 'node:path'
import type { Knex } from 'knex'
import { readCatalogue } from './catalogue.ts'
import { schemaText } from './schema-text.ts'
import { tableTypes } from './table-types.ts'

const DB = join(import.meta.dirname, '../../db')

/** The files that tell the schema of a migrated database, by their path. */
export async function schemaFiles(knex: Knex): Promise<{ path: string; text: string }[]> {
  const catalogue = await readCatalogue(knex)
  return [
    { path: join(DB, 'schema.sql'), text: schemaText(catalogue) },
    { path: join(DB, 'tables.ts'), text: await tableTypes(catalogue) },
  ]
}
