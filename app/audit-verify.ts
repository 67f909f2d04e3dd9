import { connect } from '../db/connection.ts'
import { createAuditStore } from '../db/audit-store.ts'
import { verifyChain } from '../domain/audit/chain.ts'
import { processEnvironment } from './config.ts'
import { databaseUrl } from '../local/postgres.ts'
import { localSettings, MAIN_INSTANCE } from '../local/settings.ts'

/* npm run audit:verify: every chain of the database (DATABASE_URL, or that of `npm start`), row by row; exit 1 names the row. */
const url =
  processEnvironment()['DATABASE_URL'] ?? (await databaseUrl(localSettings(MAIN_INSTANCE)).catch(() => null))
if (!url) {
  process.stderr.write('No database: set DATABASE_URL, or run npm start first and leave it running.\n')
  process.exit(1)
}
const knex = connect({ url, poolSize: 1 })
const store = createAuditStore(knex)
let broken = 0
for (const chain of await store.chains()) {
  const entries = await store.entries(chain)
  const verdict = verifyChain(entries, await store.head(chain))
  if (!verdict.ok) broken += 1
  process.stdout.write(
    verdict.ok
      ? `${chain}: ${entries.length} rows hold, head ${verdict.head}\n`
      : `${chain}: row ${verdict.sequence} is broken: ${verdict.reason}\n`,
  )
}
await knex.destroy()
process.exit(broken === 0 ? 0 : 1)
