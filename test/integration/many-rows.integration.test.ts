import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { createStores } from '../../db/stores.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type {
  ApplicationId,
  CallId,
  DeclarationId,
  PersonId,
  RankingId,
  SeatId,
} from '../../domain/shared/ids.ts'
import { cents } from '../../domain/shared/money.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const MANY = 10_000
const numbers = Array.from({ length: MANY }, (_, index) => index)
const idOf = <T extends string>(thing: string, index: number): T => derivedId<T>(thing, String(index))
const callId = idOf<CallId>('call', 0)
const at = new Date('2027-01-11T09:00:00Z')

let database: TestDatabase
beforeAll(async () => void (database = await createTestDatabase()))
afterAll(() => database.close())

const write = (work: (stores: ReturnType<typeof createStores>) => Promise<unknown>): Promise<unknown> =>
  database.arrange((tx: Knex) => work(createStores(tx)))

async function written(table: string): Promise<number> {
  const [row] = await database.knex(table).count<{ count: number }[]>({ count: '*' })
  return Number(row?.count)
}

describe('steps that write many rows', () => {
  it('keep ten thousand pairs of person and application apart in one step (art. 5)', async () => {
    const exclusions = numbers.map((index) => ({
      callId,
      applicationId: idOf<ApplicationId>('application', index % 1000),
      causeApplicationId: idOf<ApplicationId>('application', 1),
      personId: idOf<PersonId>('person', Math.floor(index / 1000)),
      seatId: idOf<SeatId>('seat', 0),
      basis: 'LEAD_ALL' as const,
      source: 'COMPUTED' as const,
      path: [],
      fullReason: 'legame',
      ownReason: 'legame',
      excludedAt: at,
    }))
    await write((stores) => stores.evaluation.addExclusions(exclusions))
    await write((stores) => stores.evaluation.addExclusions(exclusions))
    expect(await written('exclusions')).toBe(MANY)
  })

  it('ask twenty thousand people to declare, experts again, and take what they declare', async () => {
    const asked = [...numbers, ...numbers].map((index, place) => ({
      id: idOf<DeclarationId>('declaration', place),
      callId,
      seatId: null,
      personId: idOf<PersonId>('person', place),
    }))
    await write((stores) => stores.evaluation.requestDeclarations(asked))
    await write((stores) => stores.evaluation.requestExpertDeclarations(asked))
    expect(await written('conflict_declarations')).toBe(2 * MANY)
    const declared = asked.map(({ id }) => ({
      declarationId: id,
      applicationId: idOf<ApplicationId>('application', 1),
      reason: 'EXPEDIENCY' as const,
      explanation: 'perché',
    }))
    await write((stores) => stores.evaluation.addDeclaredConflicts(declared))
    expect(await written('declared_conflicts')).toBe(2 * MANY)
  })

  it('draw up a ranking of ten thousand lines', async () => {
    const rankingId = idOf<RankingId>('ranking', 0)
    const rules = { thresholdCentipoints: 6000, criteria: [] }
    const entries = numbers.map((index) => ({
      applicationId: idOf<ApplicationId>('application', index),
      position: index + 1,
      aggregate: { num: '8000', den: '1' },
      byCriterion: [],
      tieBreak: null,
      outcome: 'FUNDED' as const,
      grantCents: cents(100),
    }))
    const ranking = {
      ...{ id: rankingId, callId, meetingId: null, provisionalId: null, drawnUpAt: at },
      ...{ seal: { entries, input: { rules } } as never, sealSha256: '0'.repeat(64) },
    }
    await write((stores) => stores.evaluation.addRanking(ranking))
    expect(await written('ranking_entries')).toBe(MANY)
  })

  it('tell ten thousand applicants, and give up as many waits', async () => {
    const to = numbers.map((index) => ({ correlationKey: `application-${index}`, variables: {} }))
    await write((stores) => stores.outbox.publishMessages({ cycleId: 'cycle', name: 'OutcomePublished', to }))
    expect(await written('outbox')).toBe(MANY)
    const keys = [...to, ...to, ...to, ...to, ...to, ...to, ...to].map(({ correlationKey }) => correlationKey)
    await write((stores) => stores.outbox.endWaits('OutcomePublished', keys))
    expect(await database.knex('outbox').where('state', 'PENDING').first('id')).toBeUndefined()
  })
})

describe('a transaction', () => {
  it('that writes runs one query at a time: a second beside it is refused', async () => {
    const both = database.knex.transaction(async (tx) => {
      const one = tx.raw('select 1')
      const other = tx.raw('select 2')
      return Promise.all([one, other])
    })
    await expect(both).rejects.toThrow('two queries at once')
  })
})
