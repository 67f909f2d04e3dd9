import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'
import { rankingRoutes } from '../../api/ranking.ts'
import { apiOf } from '../../test/support/api.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { pagesOf } from '../../test/support/pages.ts'
import { confirmAll, drawProvisional } from '../../test/support/voted-ranking.ts'
import { drawUpRanking } from './draw-up-ranking.ts'
import { notifyOutcomes } from './notify-outcomes.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let rankingId = ''

/* Two projects a breath from the threshold of 60, one of them below it; all others at 80. */
const NEAR = { below: 0, onIt: 1 }

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  const near = Object.values(NEAR).map((index) => scenario.applicationIds[index])
  for (const sheet of await scenario.openSheets())
    await scenario.score(sheet, near.includes(sheet.applicationId) ? 60 : 80)
  await database.owner.raw('set session_replication_role = replica')
  /* Less than rounding to the hundredth shows. */
  await database.owner.raw(
    `update scores set centipoints = centipoints - 1 where (scoring_id, criterion) = (
       select s.id, min(x.criterion) from scorings s join scores x on x.scoring_id = s.id
        where s.application_id = ? group by s.id order by s.id limit 1)`,
    [scenario.applicationIds[NEAR.below] ?? ''],
  )
  await database.owner.raw('set session_replication_role = default')
  const meetingId = String((await drawProvisional(scenario))['meetingId'])
  await confirmAll(database, meetingId)
  await scenario.steps.job(drawUpRanking, { ...scenario.scope, meetingId })
  rankingId = (await database.stores.evaluation.rankingOf(scenario.callId))?.id ?? ''
}, 120_000)
afterAll(() => database.close())

const path = () => `/calls/${scenario.callId}/ranking`
const page = () => pagesOf(database, null).get(path())
const file = (format: string): PromiseLike<Response> =>
  apiOf(database, rankingRoutes).get(`/api${path()}/${format}`)

describe('the adopted ranking and its outcomes, for anybody (art. 8; D.Lgs. 33/2013 art. 26)', () => {
  it('are nowhere before the outcome is published: neither drawn up, nor adopted', async () => {
    const all = async () => [await page(), await file('csv'), await file('json')].map(({ status }) => status)
    expect(await all()).toEqual([404, 404, 404])
    await database.stores.evaluation.adoptRanking(rankingId)
    expect(await all()).toEqual([404, 404, 404])
    expect(await database.reads.rankings.published(scenario.owner, scenario.callId)).toBeNull()
  })

  it('are a page once it is published, linked from the call, without the name of any person', async () => {
    await scenario.steps.job(notifyOutcomes, scenario.scope)
    const { text } = await page().expect(200)
    for (const one of [...Array(8).keys()]) expect(text).toContain(`A1-00${one + 1}`)
    expect(text).toContain('Partenariato con meno di quattro enti.')
    const call = await pagesOf(database, null).get(`/calls/${scenario.callId}`)
    expect(call.text).toContain(`href="${path()}"`)
    const people = await database.stores.network.everybody(database.today())
    const json = (await file('json')).text
    for (const { displayName } of people)
      for (const told of [text, json]) expect(told).not.toContain(displayName)
  })

  it('show with more digits a score that rounding would lift to the threshold, in every form of it', async () => {
    const code = `A1-00${NEAR.below + 1}`
    const { rows } = (await database.reads.rankings.published(scenario.owner, scenario.callId))!
    const below = rows.find((row) => row.code === code)
    expect(below).toMatchObject({ outcome: 'BELOW_THRESHOLD', position: null })
    expect(below?.points).toMatch(/^59\.99\d+$/)
    const points = below!.points!.replace('.', ',')
    expect((await page()).text).toContain(`${points} punti, soglia 60`)
    const csv = (await file('csv')).text
    expect(csv).toMatch(
      new RegExp(`;${code};.*;${points};Non ammesso: sotto soglia;${points} punti, soglia 60;0,00`),
    )
    expect(JSON.parse((await file('json')).text)).toMatchObject({
      rules: { thresholdCentipoints: 6000 },
      rows: expect.arrayContaining([expect.objectContaining({ code, points: below?.points })]),
    })
  })

  it('tell in the place where it explains the order what decided a tie (art. 6)', async () => {
    const tied = (await database.reads.rankings.published(scenario.owner, scenario.callId))!.rows.filter(
      (row) => row.tieBreak !== null,
    )
    expect(tied.length).toBeGreaterThan(0)
    const csv = (await file('csv')).text
    for (const { position, code } of tied)
      expect(csv).toMatch(
        new RegExp(`\\n${position};${code};.*;a pari punti con il posto ${position! - 1}, che precede per `),
      )
  })
})
