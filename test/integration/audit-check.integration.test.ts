import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { checkAudit } from '../../app/audit-check.ts'
import { createAuditStore } from '../../db/platform/audit-store.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const CHAIN = '01JCYCLE0000000000000000AA'

describe('the verification of the audit chains (art. 8)', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
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

  const entries = () => database.knex('audit_entries')
  const hashAt = async (sequence: number): Promise<string> => {
    const [hash] = await entries().where({ sequence }).pluck<string[]>('hash')
    return hash ?? ''
  }
  const cutTo = async (sequence: number): Promise<void> => {
    await entries().where('sequence', '>', sequence).delete()
    await database.knex('audit_heads').update({ sequence, hash: await hashAt(sequence) })
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
        await database.knex('audit_heads').delete()
        await entries().where({ sequence: 2 }).update({ actor: 'other' })
      },
      'row 2 is broken',
    ],
    ['only the head was taken away', () => database.knex('audit_heads').delete(), 'head is missing'],
    ['the last row was cut off', () => entries().where({ sequence: 3 }).delete(), 'row 3 is broken'],
  ])('fails when %s', async (_, change, said) => {
    await change()
    const { ok, lines } = await checkAudit(database.knex, [])
    expect(ok).toBe(false)
    expect(lines.join()).toContain(said)
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
