import { connect, migrate, rollback } from '../db/platform/connection.ts'
import { processEnvironment } from './config.ts'

/* npm run db:migrate and db:rollback: the schema of DATABASE_URL, up to the newest or one batch back. */
const url = processEnvironment()['DATABASE_URL']
const direction = process.argv[2]
if (!url || (direction !== 'up' && direction !== 'down')) {
  process.stderr.write('Set DATABASE_URL to the database, and say up or down.\n')
  process.exit(1)
}
const knex = connect({ url, poolSize: 1 })
try {
  await (direction === 'up' ? migrate(knex) : rollback(knex))
  process.stdout.write(`Schema: ${direction === 'up' ? 'newest' : 'one batch back'}.\n`)
} catch (error) {
  process.stderr.write(`The schema was not changed: ${String(error)}\n`)
  process.exitCode = 1
} finally {
  await knex.destroy()
}
