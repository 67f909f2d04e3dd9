import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compareCodes } from '../../domain/shared/codes.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => void (database = await createTestDatabase()))
afterAll(() => database.close())

type Code = { call: number; place: number }

const textOf = ({ call, place }: Code): string => `A${call}-${String(place).padStart(3, '0')}`
const counted = (one: Code, other: Code): number => one.call - other.call || one.place - other.place

async function sortedByDatabase(codes: readonly string[]): Promise<string[]> {
  const { rows } = await database.knex.raw<{ rows: { code: string }[] }>(
    'select code from unnest(cast(? as text[])) as codes (code) order by code collate counted',
    [[...codes]],
  )
  return rows.map((row) => row.code)
}

describe('codes', () => {
  it('sort as people count, in lists of the database and in ours', async () => {
    const one = fc.record({
      call: fc.integer({ min: 1, max: 40 }),
      place: fc.integer({ min: 1, max: 20_000 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(one, { selector: textOf, minLength: 2, maxLength: 40 }),
        async (codes) => {
          const texts = codes.map(textOf)
          const expected = codes.toSorted(counted).map(textOf)
          expect(texts.toSorted(compareCodes)).toEqual(expected)
          expect(await sortedByDatabase(texts)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each(['applications', 'projects'])('of %s have that order without being asked', async (table) => {
    const { rows } = await database.knex.raw<{ rows: { collation: string }[] }>(
      `select collation_name as collation from information_schema.columns where table_name = ? and column_name = 'code'`,
      [table],
    )
    expect(rows).toEqual([{ collation: 'counted' }])
  })
})
