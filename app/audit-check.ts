import type { Knex } from 'knex'
import { createAuditStore } from '../db/platform/audit-store.ts'
import type { PrintedHead } from '../db/platform/audit-store.ts'
import type { AuditEntry } from '../domain/cycle/audit-chain.ts'
import { verifyChain } from '../domain/cycle/audit-chain.ts'

interface AuditCheck {
  ok: boolean
  /** What was found, a line for each chain, each paper whose hash is of no row, and each hash that was asked for. */
  lines: string[]
}

interface Chain {
  chain: string
  head: string
  entries: AuditEntry[]
  printed: PrintedHead[]
}

/**
 * Verifies the chain of every cycle, as the database stood at one moment, against the heads that minutes, letters and packages
 * have printed in them, and looks for the hashes given: one that is of no row shows rows cut off at the end, or a chain written
 * again as a whole.
 */
export async function checkAudit(knex: Knex, hashes: readonly string[]): Promise<AuditCheck> {
  const chains = await readChains(knex)
  const rows = new Map(chains.flatMap(({ entries }) => entries).map((entry) => [entry.hash, entry]))
  const found = [...chains.map(checkChain), ...hashes.map((hash) => whereIs(hash, rows.get(hash)))]
  return { ok: found.every(({ ok }) => ok), lines: found.flatMap(({ lines }) => lines) }
}

function readChains(knex: Knex): Promise<Chain[]> {
  return knex.transaction(
    async (tx) => {
      const store = createAuditStore(tx)
      const chains: Chain[] = []
      for (const chain of await store.chains())
        chains.push({
          chain,
          head: await store.head(chain),
          entries: await store.entries(chain),
          printed: await store.printedHeads(chain),
        })
      return chains
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  )
}

function checkChain({ chain, head, entries, printed }: Chain): AuditCheck {
  if (entries.length === 0) return { ok: false, lines: [`${chain}: the chain is missing`] }
  const verdict = verifyChain(entries, head)
  const lost = printed.filter(({ hash }) => !entries.some((entry) => entry.hash === hash))
  const told = verdict.ok
    ? `${entries.length} rows hold, head ${verdict.head}`
    : `row ${verdict.sequence} is broken: ${verdict.reason}`
  return {
    ok: verdict.ok && lost.length === 0,
    lines: [
      `${chain}: ${told}`,
      ...lost.map(({ title, hash }) => `${chain}: «${title}» has ${hash}, of no row: rows are missing`),
    ],
  }
}

const whereIs = (hash: string, entry: AuditEntry | undefined): AuditCheck => ({
  ok: entry !== undefined,
  lines: [
    `${hash}: ${entry ? `row ${entry.sequence} of ${entry.chainId}` : 'is of no row: rows are missing'}`,
  ],
})
