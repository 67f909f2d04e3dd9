import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { Actor } from '../../procedures/context.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { lateConflicts } from '../../test/support/late-conflicts.ts'
import { confirmAll, drawProvisional } from '../../test/support/voted-ranking.ts'
import { drawUpRanking } from '../../workers/evaluation/draw-up-ranking.ts'
import { reopenRanking } from '../../workers/evaluation/reopen-ranking.ts'
import { substituteEvaluator } from './substitute-evaluator.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let conflicts: ReturnType<typeof lateConflicts>
let drawn: Record<string, unknown>
/* Three humans, each with every function that lets change something of an evaluation. */
let humans: Actor[][]
let waiting: string[]

beforeEach(async () => {
  waiting = []
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  conflicts = lateConflicts(database, scenario)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 80)
  drawn = await drawProvisional(scenario)
  humans = []
  for (const code of ['PROCESS_OWNER', 'TITULAR_UTR_MILANO', 'CASE_OFFICER_1'])
    humans.push(await inAllFunctions(code))
}, 120_000)
afterEach(() => database.close())

async function inAllFunctions(code: string): Promise<Actor[]> {
  const personId = demoPersonId(code)
  const held = await database.stores.network.functionsOf(personId, database.today())
  for (const role of ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const)
    if (held.every((one) => one.role !== role)) await scenario.steps.hold(personId, { role })
  const all = await database.stores.network.functionsOf(personId, database.today())
  return Promise.all(all.map(({ role }) => scenario.steps.actor(personId, role)))
}

type Step =
  | { kind: 'tell'; of: number; on: number }
  | { kind: 'decide'; which: number; excludes: boolean }
  | { kind: 'substitute' | 'score' | 'change'; sheet: number }

const index = fc.nat(60)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('tell' as const), of: index, on: index }),
  fc.record({ kind: fc.constant('decide' as const), which: index, excludes: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('substitute', 'score', 'change'), sheet: index }),
)
const at = <T>(list: readonly T[], place: number): T => list[place % list.length]!

/* What a person tries; refusals are answers. */
async function attempt(actor: Actor, one: Step): Promise<void> {
  const sheets = await database.stores.evaluation.scoringsOf(scenario.callId)
  if (one.kind === 'tell') {
    const personId = one.of % 9 === 0 ? actor.personId : at(sheets, one.of).personId
    waiting.push(await conflicts.tell(actor, { application: at(scenario.applicationIds, one.on), personId }))
  } else if (one.kind === 'decide') {
    if (waiting.length > 0)
      await conflicts.decide(actor, at(waiting, one.which), one.excludes ? 'EXCLUDED' : 'NOT_EXCLUDED')
  } else if (one.kind === 'substitute')
    await database.run(actor, substituteEvaluator, { scoringId: at(sheets, one.sheet).id, reason: 'x' })
  else if (one.kind === 'score') await scenario.score(at(sheets, one.sheet), 10)
  else await database.knex('scorings').where('id', at(sheets, one.sheet).id).update({ status: 'WITHDRAWN' })
}

const isRefusal = (error: unknown): boolean =>
  error instanceof BusinessError || (error as { code?: string }).code === '23514'

async function play(steps: readonly [number, number, Step][], people: readonly Actor[][]): Promise<void> {
  for (const [who, role, one] of steps)
    await attempt(at(at(people, who), role), one).catch((error: unknown) => {
      if (!isRefusal(error)) throw error
    })
}

const standing = async () => {
  const ranking = await database.stores.evaluation.provisionalRankingOf(scenario.callId)
  const file = ranking && (await database.stores.documents.latest('ranking-seal', ranking.id))
  return file === null ? null : (await database.files.read(file.sha256)).toString('utf8')
}
const sequences = fc.array(fc.tuple(index, index, step), { minLength: 3, maxLength: 12 })

describe('whatever is done after the sheets are frozen (art. 5, 6; DPR 62/2013 art. 7)', () => {
  it.each([0, 1])(
    'by one human (%d), in every function, leaves the sealed file byte for byte as it was',
    async (human) => {
      const before = await standing()
      expect(before).not.toBeNull()
      const run = fc.asyncProperty(sequences, async (steps) => {
        await play(steps, [humans[human] ?? []])
        expect(await standing()).toBe(before)
      })
      await fc.assert(run, { numRuns: 8, seed: 20_261_130, endOnFailure: true })
    },
    240_000,
  )

  it('by several leaves the sealed file as it was, or a new one names two people and a vote', async () => {
    let changed = 0
    const run = fc.asyncProperty(sequences, async (steps) => {
      const before = await standing()
      await play(steps, humans)
      if ((await standing()) === before) return
      changed += 1
      const rankingId = String(drawn['rankingId'])
      await scenario.steps.jobAgain(reopenRanking, { ...scenario.scope, rankingId })
      const next = await drawProvisional(scenario)
      if (next['sheetsSufficient'] !== true) throw new Error('too few sheets are left to go on')
      drawn = next
      const { reopening } = await database.stores.evaluation.sealOf(String(next['rankingId']))
      expect(reopening?.conflicts.length).toBeGreaterThan(0)
      for (const { toldBy, decidedBy } of reopening?.conflicts ?? []) expect(toldBy).not.toBe(decidedBy)
    })
    await fc.assert(run, { numRuns: 12, seed: 20_261_130, endOnFailure: true })
    expect(changed).toBeGreaterThan(0)
    await confirmAll(database, String(drawn['meetingId']))
    const scope = { ...scenario.scope, meetingId: String(drawn['meetingId']) }
    const voted = told(await scenario.steps.jobAgain(drawUpRanking, scope))
    const seal = await database.stores.evaluation.sealOf(String(voted['rankingId']))
    expect(verifyRanking(JSON.parse(JSON.stringify(seal)))).toMatchObject({ ok: true })
    expect([seal.vote?.meetingId, seal.reopening === null]).toEqual([drawn['meetingId'], false])
  }, 240_000)
})
