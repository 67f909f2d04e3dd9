import { hashOf } from '../shared/canonical-json.ts'

/* What is told to the chain: who did what to what, in which function (null for a step of a process), when (ISO instant),
   with which facts. */
interface AuditEntryDraft {
  chainId: string
  at: string
  actor: string
  functionId: string | null
  action: string
  subjectId: string
  facts: Record<string, unknown>
}

/** One row of a chain: its hash covers its own content and the hash of the row before. */
export interface AuditEntry extends AuditEntryDraft {
  sequence: number
  previousHash: string
  hash: string
}

/** The entry that follows `previous` (null for the first of a chain). */
export function chainEntry(
  previous: Pick<AuditEntry, 'sequence' | 'hash'> | null,
  draft: AuditEntryDraft,
): AuditEntry {
  const { chainId, at, actor, functionId, action, subjectId, facts } = draft
  const content = {
    chainId,
    at,
    actor,
    functionId,
    action,
    subjectId,
    facts,
    sequence: (previous?.sequence ?? 0) + 1,
    previousHash: previous?.hash ?? '',
  }
  return { ...content, hash: hashOf(content) }
}

type ChainVerdict = { ok: true; head: string } | { ok: false; sequence: number; reason: string }

function whatIsWrong(entry: AuditEntry, expected: AuditEntry): string | null {
  if (entry.sequence !== expected.sequence) return 'the row is missing'
  if (entry.previousHash !== expected.previousHash) return 'it does not follow the row before'
  return entry.hash === expected.hash ? null : 'its content is not what was hashed'
}

/** Checks a whole chain offline, up to `head` where that is known: rows cut off at the end are found too. */
export function verifyChain(entries: readonly AuditEntry[], head?: string): ChainVerdict {
  let previous: AuditEntry | null = null
  for (const entry of entries) {
    const expected: AuditEntry = chainEntry(previous, entry)
    const reason = whatIsWrong(entry, expected)
    if (reason !== null) return { ok: false, sequence: expected.sequence, reason }
    previous = entry
  }
  const last = previous?.hash ?? ''
  if (head === undefined || head === last) return { ok: true, head: last }
  return { ok: false, sequence: entries.length + 1, reason: whatIsWrongWithHead(entries, head) }
}

function whatIsWrongWithHead(entries: readonly AuditEntry[], head: string): string {
  if (head === '') return 'the recorded head is missing'
  const at = entries.findIndex((entry) => entry.hash === head)
  if (at < 0) return 'the rows up to the recorded head are missing'
  return `the recorded head was moved back to row ${at + 1}`
}
