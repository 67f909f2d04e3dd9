import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { checkAudit } from '../../app/audit-check.ts'
import { createAuditStore } from '../../db/platform/audit-store.ts'
import { humanRow } from '../support/human-row.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const CHAIN = '01JCYCLE0000000000000000AA'

describe('the verification of the audit chains (art. 8)', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
    await database.knex('persons').insert(humanRow('owner'))
    await database.knex('cycles').insert({
      ...{ id: CHAIN, code: 'PTC', title: 'Piano', guidelines_act: 'DGR', guidance_due_on: '2027-02-28' },
      ...{ ends_on: '2029-12-31', status: 'OPEN', process_owner_id: 'owner', opened_at: new Date() },
    })
    for (const number of [1, 2, 3])
      await database.knex.transaction(async (tx) => {
        await createAuditStore(tx).append({
          chainId: CHAIN,
          at: database.clock.now(),
          actor: 'owner',
          functionId: null,
          action: 'open-cycle',
          subjectId: CHAIN,
          facts: { number },
        })
      })
  })
  afterEach(() => database.close())

  const entries = () => database.owner('audit_entries')
  const hashAt = async (sequence: number): Promise<string> => {
    const [hash] = await entries().where({ sequence }).pluck<string[]>('hash')
    return hash ?? ''
  }
  const cutTo = async (sequence: number): Promise<void> => {
    await entries().where('sequence', '>', sequence).delete()
    await database.owner('audit_heads').update({ sequence, hash: await hashAt(sequence) })
  }

  it('says how many rows hold, and at which row each given hash stands', async () => {
    const hash = await hashAt(2)
    expect(await checkAudit(database.knex, [hash])).toEqual({
      ok: true,
      lines: [`${CHAIN}: 3 rows hold, head ${await hashAt(3)}`, `${hash}: row 2 of ${CHAIN}`],
    })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a row was changed and its head taken away',
      async () => {
        await database.owner('audit_heads').delete()
        await entries().where({ sequence: 2 }).update({ actor: 'other' })
      },
      'row 2 is broken',
    ],
    ['only the head was taken away', () => database.owner('audit_heads').delete(), 'head is missing'],
    [
      'the head was moved back to an earlier row',
      async () => database.owner('audit_heads').update({ sequence: 2, hash: await hashAt(2) }),
      'row 4 is broken: the recorded head was moved back to row 2',
    ],
    [
      'the chain of a cycle was taken away whole',
      async () => {
        await entries().delete()
        await database.owner('audit_heads').delete()
      },
      `${CHAIN}: the chain is missing`,
    ],
    ['the last row was cut off', () => entries().where({ sequence: 3 }).delete(), 'row 3 is broken'],
  ])('fails when %s', async (_, change, said) => {
    await change()
    const { ok, lines } = await checkAudit(database.knex, [])
    expect(ok).toBe(false)
    expect(lines.join()).toContain(said)
  })

  it('fails for minutes that print a head when the rows up to it were cut off and the head written again', async () => {
    const auditHead = await hashAt(3)
    await database.stores.documents.record({
      ...{ cycleId: CHAIN, kind: 'minutes', subjectId: 'm', title: 'Verbale', fileName: 'v.pdf', auditHead },
      ...{
        mediaType: 'application/pdf',
        sha256: 'x',
        sizeBytes: 1,
        signature: 'NONE',
        createdAt: new Date(),
      },
    })
    expect((await checkAudit(database.knex, [])).ok).toBe(true)
    await cutTo(2)
    const { ok, lines } = await checkAudit(database.knex, [])
    expect(ok).toBe(false)
    expect(lines.at(-1)).toBe(`${CHAIN}: «Verbale» has ${auditHead}, of no row: rows are missing`)
  })

  it('fails for a hash of minutes when the rows up to it were cut off and the head written again', async () => {
    const inMinutes = await hashAt(3)
    await cutTo(2)
    expect((await checkAudit(database.knex, [])).ok).toBe(true)
    const { ok, lines } = await checkAudit(database.knex, [inMinutes])
    expect(ok).toBe(false)
    expect(lines.at(-1)).toBe(`${inMinutes}: is of no row: rows are missing`)
  })
})
