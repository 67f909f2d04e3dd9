import { moneyDifferences } from '../../db/disbursement/money-differences.ts'
import { connect } from '../../db/platform/connection.ts'
import { createAuditStore } from '../../db/platform/audit-store.ts'
import { verifyChain } from '../../domain/cycle/audit-chain.ts'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'

/** Verifies the chain of what was done, that one changed byte is found, and that balances are the sum of their entries. */
export async function checkAuditChain(play: Play, { environment }: RunningApplication): Promise<void> {
  const knex = connect({ url: environment['DATABASE_URL'] ?? '', poolSize: 1 })
  const entries = await createAuditStore(knex).entries(play.facts['cycleId'] ?? '')
  const differences = await moneyDifferences(knex)
  await knex.destroy()
  play.check(
    'art. 8: saldi, incassi e pagamenti sono la somma dei movimenti',
    differences.length === 0,
    differences,
  )
  const verdict = verifyChain(entries)
  play.check('Il registro degli eventi è integro', verdict.ok && entries.length > 100, {
    verdict,
    entries: entries.length,
  })
  const middle = Math.floor(entries.length / 2)
  const forged = verifyChain(
    entries.map((entry, index) => (index === middle ? { ...entry, actor: `${entry.actor}!` } : entry)),
  )
  play.check(
    'Una riga cambiata nel registro degli eventi viene trovata',
    !forged.ok && forged.sequence === middle + 1,
    forged,
  )
}
