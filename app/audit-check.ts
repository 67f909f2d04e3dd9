import type { Knex } from 'knex'
import { createAuditStore } from '../db/platform/audit-store.ts'
import type { AuditEntry, ChainVerdict } from '../domain/cycle/audit-chain.ts'
import { verifyChain } from '../domain/cycle/audit-chain.ts'

interface AuditCheck {
  ok: boolean
  /** What was found, a line for each chain, then one for each hash. */
  lines: string[]
}

/**
 * Verifies every chain, as the database stood at one moment, and looks for the hashes that minutes and packages name: only
 * one that is not found shows rows cut off at the end, or a chain written again as a whole.
 */
export async function checkAudit(knex: Knex, hashes: readonly string[]): Promise<AuditCheck> {
  const chains = await readChains(knex)
  const verdicts = chains.map(({ head, entries }) => verifyChain(entries, head))
  const rows = new Map(chains.flatMap(({ entries }) => entries).map((entry) => [entry.hash, entry]))
  return {
    ok: verdicts.every((verdict) => verdict.ok) && hashes.every((hash) => rows.has(hash)),
    lines: [
      ...chains.map(({ chain, entries }, index) => `${chain}: ${told(verdicts[index], entries.length)}`),
      ...hashes.map((hash) => `${hash}: ${whereIs(rows.get(hash))}`),
    ],
  }
}

function readChains(knex: Knex) {
  return knex.transaction(
    async (tx) => {
      const store = createAuditStore(tx)
      const chains: { chain: string; head: string; entries: AuditEntry[] }[] = []
      for (const chain of await store.chains())
        chains.push({ chain, head: await store.head(chain), entries: await store.entries(chain) })
      return chains
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  )
}

function told(verdict: ChainVerdict | undefined, length: number): string {
  if (verdict?.ok) return `${length} rows hold, head ${verdict.head}`
  return `row ${verdict?.sequence} is broken: ${verdict?.reason}`
}

const whereIs = (entry: AuditEntry | undefined): string =>
  entry ? `row ${entry.sequence} of ${entry.chainId}` : 'is of no row: rows are missing'
