import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import { newId } from '../../domain/shared/ids.ts'
import { provisionalRankingDocument } from '../../documents/evaluation/provisional-ranking-document.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { confirmAll, drawProvisional, sign } from '../../test/support/voted-ranking.ts'
import { drawUpRanking } from './draw-up-ranking.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let first: Record<string, unknown>

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 80)
  first = await drawProvisional(scenario)
}, 120_000)
afterAll(() => database.close())

const rankingOf = async (id: unknown) => {
  const ranking = await database.stores.evaluation.findRanking(String(id))
  if (ranking === null) throw new Error('no ranking')
  return { ...ranking, seal: await database.stores.evaluation.sealOf(ranking.id) }
}
const decision = { present: 10, inFavour: 10, against: 0, abstained: 0, passed: true }
const rejection = { ...decision, inFavour: 0, against: 10, passed: false }
/* A meeting decides on every project but those that it puts off, with the ranking; gives the agenda of the next. */
const putOffAt = async (meetingId: string, putOff: readonly string[], rejected?: string) => {
  const { meetings } = database.stores
  for (const item of await meetings.agenda(meetingId)) {
    const isPutOff = item.applicationId === null || putOff.includes(item.applicationId)
    const how = item.applicationId === rejected ? rejection : decision
    if (!isPutOff) await meetings.putDecisions({ agendaItemId: item.id, ...how })
    await database.arrange((tx) =>
      tx('agenda_items')
        .where('id', item.id)
        .update({ deferral: isPutOff ? 'BY_THOSE_PRESENT' : null }),
    )
  }
  await database.arrange(async (tx) => {
    await tx('meetings').where('id', meetingId).update({ status: 'HELD', approved: false })
    await sign(tx, meetingId, database.clock.now())
  })
  const next = await drawProvisional(scenario)
  return { next, agenda: await meetings.agenda(String(next['meetingId'])) }
}
const vote = (meetingId: unknown) =>
  scenario.steps.jobAgain(drawUpRanking, { ...scenario.scope, meetingId: String(meetingId) })

describe('the provisional ranking (art. 6, 7)', () => {
  it('has every admitted project in it, as if the committee confirmed all, and is recomputed from its file', async () => {
    const { seal, meetingId } = await rankingOf(first['rankingId'])
    expect(meetingId).toBeNull()
    expect(verifyRanking(JSON.parse(JSON.stringify(seal)))).toMatchObject({ ok: true })
    expect(seal.entries.filter((one) => one.outcome !== 'NOT_ADMITTED')).toHaveLength(7)
    expect(seal.vote).toBeNull()
  })

  it('shows means, the reasons of all sheets without a name, and what was not admitted with why', async () => {
    const context = { stores: database.stores, files: database.files, now: database.clock.now() }
    const { scores } = await provisionalRankingDocument(context, await rankingOf(first['rankingId']))
    const [best] = scores.rows
    expect(best?.criteria[0]?.reasons).toHaveLength(best?.sheets ?? 0)
    expect(scores.inadmissible).toMatchObject([{ reason: 'Partenariato con meno di quattro enti.' }])
    expect(JSON.stringify(scores)).not.toContain('Titolare')
  })

  it('is sealed before the vote and attached to the meeting, the same for a second meeting', async () => {
    const { documents, meetings } = database.stores
    const attached = await documents.latest('provisional-ranking', String(first['meetingId']))
    await database.arrange((tx) =>
      tx('meetings').where('id', String(first['meetingId'])).update({ status: 'HELD', approved: false }),
    )
    database.setNow(new Date(database.clock.now().getTime() + 60_000))
    const second = await drawProvisional(scenario)
    expect(second).toMatchObject({ sheetsSufficient: true, rankingId: first['rankingId'] })
    expect(second['meetingId']).not.toBe(first['meetingId'])
    const again = await documents.latest('provisional-ranking', String(second['meetingId']))
    expect([again?.sha256, (await meetings.find(String(second['meetingId'])))?.rankingId]).toEqual([
      attached?.sha256,
      first['rankingId'],
    ])
    first = second
  })

  it('comes back with what was put off alone, project by project, and by itself (art. 7)', async () => {
    const admitted = (await database.stores.meetings.agenda(String(first['meetingId']))).flatMap(
      ({ applicationId }) => applicationId ?? [],
    )
    expect(admitted).toHaveLength(7)
    const [rejected = '', one = '', two = ''] = admitted
    const rounds: string[][] = []
    for (const putOff of [[one, two], [two], []]) {
      const { next, agenda } = await putOffAt(String(first['meetingId']), putOff, rejected)
      expect(next['rankingId']).toBe(first['rankingId'])
      rounds.push(agenda.map((item) => item.applicationId ?? item.kind))
      first = next
    }
    expect(rounds).toEqual([[one, two, 'RANKING'], [two, 'RANKING'], ['RANKING']])
  })

  it.each([
    ['void a sheet', `update scorings set status = 'WITHDRAWN' where id = :id`],
    [
      'ask for one',
      `insert into scorings select (jsonb_populate_record(s, jsonb_build_object('id', :other::text))).* from scorings s where id = :id`,
    ],
    ['delete one', `delete from scorings where id = :id`],
    ['change points', `update scores set centipoints = 0 where scoring_id = :id`],
    ['change a reason', `update scores set reason = 'altro' where scoring_id = :id`],
    [
      'add points',
      `insert into scores (scoring_id, criterion, centipoints, reason) values (:id, 'X', 1, 'x')`,
    ],
    ['change the seal', `update rankings set seal = '{}'`],
    ['delete a ranking', `delete from rankings`],
    ['change a line', `update ranking_entries set grant_cents = 1`],
    ['change which sheets it has', `delete from ranking_sheets`],
  ])('freezes the sheets: the database refuses to %s', async (_what, sql) => {
    const [sheet] = await database.stores.evaluation.scoringsOf(scenario.callId)
    const values = { id: sheet?.id ?? '', ...(sql.includes(':other') && { other: newId<string>() }) }
    const before = await database.dump()
    await expect(database.knex.raw(sql, values)).rejects.toThrow(/frozen|never changes?|stays/)
    expect(await database.dump()).toEqual(before)
  })

  it('is followed by no ranking without the vote on it (art. 7)', async () => {
    const meetingId = String(first['meetingId'])
    const decided = await database.stores.meetings.agenda(meetingId)
    for (const { id } of decided)
      await database.stores.meetings.putDecisions({
        ...{ agendaItemId: id, present: 3, inFavour: 1, against: 2, abstained: 0, passed: false },
      })
    await expect(vote(meetingId)).rejects.toThrow('follows from no vote')
  })

  it('is followed, once voted, by the definitive one: the same inputs, the decisions of every meeting on it, the vote', async () => {
    const meetingId = String(first['meetingId'])
    const { id: agendaItemId } = (await database.stores.meetings.agenda(meetingId))[0]!
    await database.arrange((tx) => tx('decisions').where({ agenda_item_id: agendaItemId }).delete())
    const [{ applicationId: rejected } = { applicationId: null }] = await database.stores.meetings
      .decidedApplications(meetingId)
      .then((all) => all.filter((one) => !one.passed))
    await confirmAll(database, meetingId)
    await database.arrange((tx) =>
      tx('minutes_signatures').where({ capacity: 'CHAIR' }).whereNot({ meeting_id: meetingId }).delete(),
    )
    await expect(vote(meetingId)).rejects.toThrow('not signed by chair and secretary')
    for (const { id } of await database
      .knex('meetings')
      .where({ ranking_id: String(first['rankingId']) })
      .select('id'))
      await database.arrange((tx) => sign(tx, id, database.clock.now()))
    const drawn = told(await vote(meetingId))
    expect(drawn).toMatchObject({ rankingDrawnUp: true })
    const provisional = await rankingOf(first['rankingId'])
    const definitive = await rankingOf(drawn['rankingId'])
    expect(verifyRanking(JSON.parse(JSON.stringify(definitive.seal)))).toMatchObject({ ok: true })
    expect(definitive.seal.vote).toEqual({
      ...{ meetingId, provisionalSealHash: provisional.seal.sealHash },
      ...{ present: 10, inFavour: 10, against: 0, abstained: 0 },
    })
    const undecided = { ...definitive.seal.input, stage: 'PROVISIONAL' }
    undecided.applications = undecided.applications.map((one) => ({ ...one, committee: null }))
    expect(undecided).toEqual(provisional.seal.input)
    const out = definitive.seal.entries.find((one) => one.applicationId === rejected)
    expect(out?.outcome).toBe('NOT_ADMITTED')
  })
})
