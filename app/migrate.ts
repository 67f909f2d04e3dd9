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
await (direction === 'up' ? migrate(knex) : rollback(knex))
await knex.destroy()
process.stdout.write(`Schema: ${direction === 'up' ? 'newest' : 'one batch back'}.\n`)
