import { writeFile } from 'node:fs/promises'
import { connect } from '../../db/platform/connection.ts'
import startPostgres, { TEMPLATE } from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { schemaFiles } from './files.ts'

/* npm run db:schema: migrates an empty database of its own, and writes what it then holds. */
await startPostgres()
try {
  const knex = connect({ url: `${process.env['CONCILIA_TEST_POSTGRES_URL']}/${TEMPLATE}`, poolSize: 1 })
  for (const { path, text } of await schemaFiles(knex)) await writeFile(path, text)
  await knex.destroy()
  process.stdout.write('db/schema.sql and db/tables.ts tell the schema as it is now.\n')
} finally {
  await stopPostgres()
}
