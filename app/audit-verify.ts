import { connect } from '../db/platform/connection.ts'
import { databaseUrl } from '../local/postgres.ts'
import { localSettings, MAIN_INSTANCE } from '../local/settings.ts'
import { checkAudit } from './audit-check.ts'
import { processEnvironment } from './config.ts'

/* npm run audit:verify -- HASH…: every chain of the database (DATABASE_URL, or that of `npm start`), row by row, and where each
   given hash stands; exit 1 when a row does not hold or a hash is of none. */
const url =
  processEnvironment()['DATABASE_URL'] ?? (await databaseUrl(localSettings(MAIN_INSTANCE)).catch(() => null))
if (!url) {
  process.stderr.write('No database: set DATABASE_URL, or run npm start first and leave it running.\n')
  process.exit(1)
}
const knex = connect({ url, poolSize: 1 })
const { ok, lines } = await checkAudit(
  knex,
  process.argv.slice(2).map((hash) => hash.toLowerCase()),
)
process.stdout.write(`${lines.join('\n')}\n`)
await knex.destroy()
process.exit(ok ? 0 : 1)
