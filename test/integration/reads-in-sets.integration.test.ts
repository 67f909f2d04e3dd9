import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Stores } from '../../db/stores.ts'
import { createStores } from '../../db/stores.ts'
import { cents } from '../../domain/shared/money.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createEvaluationScenario } from '../support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../support/evaluation-scenario.ts'
import { recordStatements } from '../bench/record-statements.ts'

let database: TestDatabase
let scenario: EvaluationScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
}, 120_000)
afterAll(() => database.close())

async function statementsOf(read: () => Promise<{ length: number } | undefined>) {
  /* What a connection says of itself when it is opened is none of it. */
  await read()
  const recorder = recordStatements()
  const rows = await read()
  recorder.stop()
  expect(recorder.statements.length).toBeGreaterThan(1)
  return { rows: rows?.length, statements: recorder.statements.length }
}

async function sendPackages(count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index)
  await database.arrange((tx) => tx('regional_outcomes').delete())
  await database.arrange((tx) => tx('submissions').delete())
  await database.arrange((tx) =>
    tx('submissions').insert(
      numbers.map((index) => ({
        ...{
          id: `sent-${index}`,
          cycle_id: scenario.cycleId,
          kind: 'PLAN' as const,
          subject_id: `plan-${index}`,
        },
        ...{ status: 'SENT' as const, idempotency_key: `sent-${index}`, sent_at: database.clock.now() },
      })),
    ),
  )
  await database.arrange((tx) =>
    tx('regional_outcomes').insert(
      numbers.map((index) => ({
        ...{ id: `outcome-${index}`, submission_id: `sent-${index}`, outcome: 'VALIDATED' as const },
        ...{ protocol_number: `P${index}`, decided_on: '2027-03-01', status: 'IN_FORCE' as const },
        recorded_at: database.clock.now(),
      })),
    ),
  )
}

describe('a page of a list', () => {
  it('takes no more statements for thirty submissions than for three, each with what came back', async () => {
    const read = async () =>
      (await database.reads.approval.submissions(scenario.owner, scenario.cycleId, { limit: 30 })).items
    await sendPackages(3)
    const few = await statementsOf(read)
    await sendPackages(30)
    const many = await statementsOf(read)
    expect([few.rows, many]).toEqual([3, { rows: 30, statements: few.statements }])
    expect((await read()).map(({ id, outcome }) => [id, outcome?.protocol])).toContainEqual(['sent-7', 'P7'])
  })

  it('takes no more statements for all projects of a call than for one: panels and scores', async () => {
    const { owner, callId } = scenario
    const panels = (limit: number) => async () =>
      (await database.reads.evaluation.overview(owner, callId, { on: database.today(), limit }))?.panels.items
    const scores = (limit: number) => async () =>
      (await database.reads.rankings.scores(owner, callId, { limit })).items
    for (const read of [panels, scores]) {
      const one = await statementsOf(read(1))
      const all = await statementsOf(read(100))
      expect([one.rows, all.statements]).toEqual([1, one.statements])
      expect(all.rows).toBeGreaterThan(1)
    }
  })
})

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/* What is written of so many things, each new. */
const writings: [string, (stores: Stores, count: number) => Promise<unknown>][] = [
  [
    'expense documents claimed',
    ({ statements }, count) =>
      statements.claim(
        numbers(count).map((index) => ({
          document: {
            ...{ issuerTaxCode: '01114601006', issuerName: 'Fornitore', type: 'INVOICE' as const },
            ...{ number: `${count}-${index}`, issuedOn: database.today(), amountCents: cents(200) },
          },
          claimedCents: 100,
        })),
      ),
  ],
  [
    'bodies told of',
    ({ network }, count) =>
      network.tellOfBodies(
        numbers(count).map((index) => ({
          ...{ source: 'APPLICANT' as const, saidAt: database.clock.now(), saidBy: null },
          facts: {
            taxCode: String(count * 100 + index).padStart(11, '0'),
            name: `Ente ${index}`,
            kind: 'THIRD_SECTOR' as const,
          },
        })),
      ),
  ],
  [
    'agenda items discussed',
    ({ meetings }, count) =>
      meetings.record('nothing', {
        ...{ attendances: [], movements: [], consultants: [], exclusions: [], votes: [] },
        items: numbers(count).map((index) => ({
          ...{ agendaItemId: `item-${index}`, discussion: 'Discusso.', deferral: null },
        })),
      }),
  ],
  [
    'agenda items decided',
    ({ meetings }, count) =>
      meetings.putDecisions(
        ...numbers(count).map((index) => ({
          ...{ agendaItemId: `${count}-${index}`, present: 3, inFavour: 3, against: 0, abstained: 0 },
          passed: true,
        })),
      ),
  ],
]

describe('what is written', () => {
  it.each(writings)('takes no more statements for thirty than for three: %s', async (_what, write) => {
    const statementsFor = async (count: number): Promise<number> => {
      const recorder = recordStatements()
      await database.arrange((tx) => write(createStores(tx), count))
      recorder.stop()
      return recorder.statements.length
    }
    const few = await statementsFor(3)
    expect(await statementsFor(30)).toBe(few)
  })
})
