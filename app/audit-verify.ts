import { connect } from '../db/platform/connection.ts'
import { databaseUrl } from '../local/postgres.ts'
import { localSettings, MAIN_INSTANCE } from '../local/settings.ts'
import { checkAudit } from './audit-check.ts'
import { processEnvironment } from './config.ts'
import { checkMoney } from './money-check.ts'

/* npm run audit:verify -- HASH…: every chain of the database (DATABASE_URL, or that of `npm start`), row by row, where each
   given hash stands, and the sums of the book of money; exit 1 when a row does not hold, a hash is of none or a sum is another. */
const url =
  processEnvironment()['DATABASE_URL'] ?? (await databaseUrl(localSettings(MAIN_INSTANCE)).catch(() => null))
if (!url) {
  process.stderr.write('No database: set DATABASE_URL, or run npm start first and leave it running.\n')
  process.exit(1)
}
const knex = connect({ url, poolSize: 1 })
const audit = await checkAudit(
  knex,
  process.argv.slice(2).map((hash) => hash.toLowerCase()),
)
const money = await checkMoney(knex)
process.stdout.write(`${[...audit.lines, ...money.lines].join('\n')}\n`)
await knex.destroy()
process.exit(audit.ok && money.ok ? 0 : 1)
