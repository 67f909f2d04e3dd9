import type { Knex } from 'knex'
import { chainEntry } from '../../domain/cycle/audit-chain.ts'
import type { AuditEntry } from '../../domain/cycle/audit-chain.ts'
import type { Tables } from '../tables.ts'

export interface AuditDraft {
  chainId: string
  at: Date
  actor: string
  functionId: string | null
  action: string
  subjectId: string
  facts: Record<string, unknown>
}

/** A paper or package, and the head of the chain that is printed in it. */
export interface PrintedHead {
  title: string
  hash: string
}

type HeadRow = Tables['audit_heads']

/* What ends with the act that an entry tells of, and is written in the same statement: an update, with its own bindings. */
interface Beside {
  update: string
  bindings: Record<string, unknown>
}

/** The chain of what was done, one for each cycle: appended in the transaction that does it. */
export function createAuditStore(tx: Knex) {
  return {
    /** Appends under the head's lock, so call it last: the lock is held until the commit. */
    async append(draft: AuditDraft, beside: Beside | null = null): Promise<void> {
      const head = (await lockHead(tx, draft.chainId)) ?? (await beginChain(tx, draft.chainId))
      const previous = head === undefined || head.sequence === 0 ? null : head
      const facts = JSON.parse(JSON.stringify(draft.facts)) as Record<string, unknown>
      const entry = chainEntry(previous, { ...draft, facts, at: draft.at.toISOString() })
      await write(tx, entry, beside)
    },

    /** Hash of the last entry; goes into minutes and packages. Empty before the first entry. */
    async head(chainId: string): Promise<string> {
      const row = await tx('audit_heads').where({ chain_id: chainId }).first()
      return row?.hash ?? ''
    },

    /** Every cycle, and every chain that has a row or a head: one that was taken away whole, or whose head was, too. */
    async chains(): Promise<string[]> {
      const { rows } = await tx.raw<{ rows: { chainId: string }[] }>(
        'select id as "chainId" from cycles union select chain_id from audit_heads union select chain_id from audit_entries order by 1',
      )
      return rows.map((row) => row.chainId)
    },

    /** The heads that papers and packages of a cycle have printed in them, oldest first. */
    printedHeads: (chainId: string): Promise<PrintedHead[]> =>
      tx('documents')
        .where({ cycle_id: chainId })
        .whereNot({ audit_head: '' })
        .orderBy(['created_at', 'id'])
        .select({ title: 'title', hash: 'audit_head' }),

    async entries(chainId: string): Promise<AuditEntry[]> {
      const rows = await tx('audit_entries').where({ chain_id: chainId }).orderBy('sequence')
      return rows.map((row) => ({
        chainId: row.chain_id,
        sequence: row.sequence,
        at: row.at.toISOString(),
        actor: row.actor,
        functionId: row.function_id,
        action: row.action,
        subjectId: row.subject_id,
        facts: row.facts as AuditEntry['facts'],
        previousHash: row.previous_hash,
        hash: row.hash,
      }))
    },
  }
}

async function lockHead(tx: Knex, chainId: string): Promise<HeadRow | undefined> {
  const { rows } = await tx
    .raw<{ rows: HeadRow[] }>(
      `select chain_id, sequence, hash from audit_heads where chain_id = ? for update`,
      [chainId],
    )
    .options({ name: 'lock-audit-head' })
  return rows[0]
}

/* Two may begin a chain at once: one inserts the head, both wait for its lock. */
async function beginChain(tx: Knex, chainId: string): Promise<HeadRow | undefined> {
  await tx('audit_heads').insert({ chain_id: chainId, sequence: 0, hash: '' }).onConflict('chain_id').ignore()
  return lockHead(tx, chainId)
}

/* One statement for the entry, the head that names it and what ends with it, prepared once for each connection: this runs at
   every step of every process. */
async function write(tx: Knex, entry: AuditEntry, beside: Beside | null): Promise<void> {
  await tx
    .raw(
      `with entry as (
       insert into audit_entries (chain_id, sequence, at, actor, function_id, action, subject_id, facts, previous_hash, hash)
       values (:chainId, :sequence, :at, :actor, :functionId, :action, :subjectId, :facts, :previousHash, :hash)
       returning chain_id, sequence, hash)${beside === null ? '' : `, beside as (${beside.update})`}
     update audit_heads head set sequence = entry.sequence, hash = entry.hash
       from entry where head.chain_id = entry.chain_id`,
      { ...beside?.bindings, ...entry, facts: JSON.stringify(entry.facts) },
    )
    .options({ name: beside === null ? 'write-audit-entry' : 'write-audit-entry-of-step' })
}
