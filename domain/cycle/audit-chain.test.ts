import { describe, expect, it } from '@jest/globals'
import { chainEntry, verifyChain } from './audit-chain.ts'
import type { AuditEntry } from './audit-chain.ts'

function chain(length: number): AuditEntry[] {
  return Array.from({ length }).reduce<AuditEntry[]>((entries, _one, index) => {
    const draft = {
      chainId: 'cycle',
      at: '2026-05-01T10:00:00.000Z',
      actor: 'person',
      functionId: 'function',
      action: 'CALL_PUBLISHED',
      subjectId: `subject-${index}`,
      facts: { number: index },
    }
    return [...entries, chainEntry(entries.at(-1) ?? null, draft)]
  }, [])
}

describe('the audit chain', () => {
  it('holds when nothing was touched, and names its head', () => {
    const entries = chain(5)
    expect(verifyChain(entries)).toEqual({ ok: true, head: entries[4]?.hash })
    expect(verifyChain([])).toEqual({ ok: true, head: '' })
  })

  it.each<[string, (entries: AuditEntry[]) => AuditEntry[], number]>([
    ['a fact was changed', (e) => e.with(2, { ...e[2]!, facts: { number: 9 } }), 3],
    ['the actor was changed', (e) => e.with(2, { ...e[2]!, actor: 'other' }), 3],
    ['a row was taken out', (e) => e.toSpliced(2, 1), 3],
    ['two rows changed places', (e) => [e[0]!, e[2]!, e[1]!, e[3]!, e[4]!], 2],
    [
      'a row was written again with a fresh hash',
      (e) => e.with(2, chainEntry(e[1]!, { ...e[2]!, actor: 'other' })),
      4,
    ],
  ])('names the first row that does not hold when %s', (_name, change, sequence) => {
    expect(verifyChain(change(chain(5)))).toMatchObject({ ok: false, sequence })
  })
})
