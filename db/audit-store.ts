import type { Knex } from 'knex'
import { chainEntry } from '../domain/audit/chain.ts'
import type { AuditEntry } from '../domain/audit/chain.ts'

export interface AuditDraft {
  chainId: string
  at: Date
  actor: string
  action: string
  subjectId: string
  facts: Record<string, unknown>
}

interface HeadRow {
  chain_id: string
  sequence: number
  hash: string
}
interface EntryRow extends HeadRow {
  at: Date
  actor: string
  action: string
  subject_id: string
  facts: Record<string, unknown>
  previous_hash: string
}

/** The chain of what was done, one for each cycle: appended in the transaction that does it. */
export function createAuditStore(tx: Knex) {
  return {
    /** Appends under the head's lock, so call it last: the lock is held until the commit. */
    async append(draft: AuditDraft): Promise<void> {
      await tx('audit_heads')
        .insert({ chain_id: draft.chainId, sequence: 0, hash: '' })
        .onConflict('chain_id')
        .ignore()
      const head = await tx<HeadRow>('audit_heads').where({ chain_id: draft.chainId }).forUpdate().first()
      const previous = head === undefined || head.sequence === 0 ? null : head
      const facts = JSON.parse(JSON.stringify(draft.facts)) as Record<string, unknown>
      const entry = chainEntry(previous, { ...draft, facts, at: draft.at.toISOString() })
      await tx('audit_entries').insert({
        chain_id: entry.chainId,
        sequence: entry.sequence,
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        subject_id: entry.subjectId,
        facts: JSON.stringify(entry.facts),
        previous_hash: entry.previousHash,
        hash: entry.hash,
      })
      await tx('audit_heads')
        .where({ chain_id: draft.chainId })
        .update({ sequence: entry.sequence, hash: entry.hash })
    },

    /** Hash of the last entry; goes into minutes and packages. Empty before the first entry. */
    async head(chainId: string): Promise<string> {
      const row = await tx<HeadRow>('audit_heads').where({ chain_id: chainId }).first()
      return row?.hash ?? ''
    },

    async chains(): Promise<string[]> {
      return tx('audit_heads').orderBy('chain_id').pluck('chain_id')
    },

    async entries(chainId: string): Promise<AuditEntry[]> {
      const rows = await tx<EntryRow>('audit_entries').where({ chain_id: chainId }).orderBy('sequence')
      return rows.map((row) => ({
        chainId: row.chain_id,
        sequence: row.sequence,
        at: row.at.toISOString(),
        actor: row.actor,
        action: row.action,
        subjectId: row.subject_id,
        facts: row.facts,
        previousHash: row.previous_hash,
        hash: row.hash,
      }))
    },
  }
}
