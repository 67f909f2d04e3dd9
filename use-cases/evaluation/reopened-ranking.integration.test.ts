import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { sealHash, verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { convenedTomorrow, lateConflicts } from '../../test/support/late-conflicts.ts'
import { confirmAll, drawProvisional } from '../../test/support/voted-ranking.ts'
import { drawUpRanking } from '../../workers/evaluation/draw-up-ranking.ts'
import { reopenRanking } from '../../workers/evaluation/reopen-ranking.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let applicationId: string
let conflicts: ReturnType<typeof lateConflicts>
let drawn: Record<string, unknown>

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  conflicts = lateConflicts(database, scenario)
  applicationId = scenario.applicationIds[5] ?? ''
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 80)
  drawn = await drawProvisional(scenario)
}, 120_000)
afterAll(() => database.close())

const evaluators = async (): Promise<string[]> =>
  (await database.stores.evaluation.scoringsOf(scenario.callId, [applicationId]))
    .filter((one) => one.status === 'SCORED')
    .map((one) => one.personId)
const statusOf = async (table: 'rankings' | 'meetings' | 'act_proposals', id: unknown) =>
  (
    await database
      .knex(table)
      .where({ id: String(id) })
      .first('status')
  )?.status
const fileOf = async (id: unknown) =>
  database.stores.documents.latest('ranking-seal', String(id)).then((one) => one?.sha256)
const sealOf = (id: unknown) => database.stores.evaluation.sealOf(String(id))
const mails = async (): Promise<MailPayload[]> =>
  database.knex('outbox').where('kind', 'MAIL').orderBy('position').pluck('payload')
/* The step that follows the boundary, and the new provisional ranking. */
const goOn = async (rankingId: unknown) => {
  await scenario.steps.jobAgain(reopenRanking, { ...scenario.scope, rankingId: String(rankingId) })
  return drawProvisional(scenario)
}
const voteOn = async (meetingId: unknown) => {
  await confirmAll(database, String(meetingId))
  return told(
    await scenario.steps.jobAgain(drawUpRanking, { ...scenario.scope, meetingId: String(meetingId) }),
  )
}

/* As anybody may, with the program and the files. */
async function verifiedBySealsAlone(before: RankingSeal, again: RankingSeal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'concilia-seals-'))
  const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')]
  await writeFile(first, JSON.stringify(before))
  await writeFile(second, JSON.stringify(again))
  const verify = (...files: string[]) =>
    promisify(execFile)(process.execPath, ['app/ranking-verify.ts', ...files])
  const place = `in the place of seal ${before.sealHash}`
  expect((await verify(second)).stdout).toContain(`${place} (not given here)`)
  expect((await verify(first, second)).stdout).toContain(`${place} (verified here)`)
  const byOneHand = structuredClone(again)
  for (const conflict of byOneHand.reopening?.conflicts ?? []) conflict.decidedBy = conflict.toldBy
  await writeFile(second, JSON.stringify({ ...byOneHand, sealHash: sealHash(byOneHand) }))
  await expect(verify(first, second)).rejects.toMatchObject({ code: 1 })
}

describe('a late conflict after the provisional ranking (art. 5; DPR 62/2013 art. 7)', () => {
  it('changes nothing by one hand: whoever told it cannot decide it, nor the person concerned', async () => {
    const [personId = ''] = await evaluators()
    const before = await fileOf(drawn['rankingId'])
    const id = await conflicts.tell(scenario.owner, { application: applicationId, personId })
    for (const actor of [scenario.owner, await scenario.steps.actor(personId)])
      await expect(conflicts.decide(actor, id)).rejects.toMatchObject({
        code: expect.stringMatching(/OWN_DECLARATION|NOT_ALLOWED|NOT_FOUND/),
      })
    const direct = {
      decision: 'EXCLUDED' as const,
      decision_reason: 'x',
      decided_by: scenario.owner.personId,
    }
    await expect(
      database
        .knex('late_conflicts')
        .where({ id })
        .update({ ...direct, decided_at: new Date() }),
    ).rejects.toThrow('late_conflicts_two_people')
    expect([await fileOf(drawn['rankingId']), await statusOf('rankings', drawn['rankingId'])]).toEqual([
      before,
      'PROVISIONAL',
    ])
    await conflicts.decide(await conflicts.secondOwner(), id, 'NOT_EXCLUDED')
    expect(await statusOf('rankings', drawn['rankingId'])).toBe('PROVISIONAL')
  })

  it.each([
    ['CASE_OFFICER_2', 'CASE_OFFICER'],
    ['FINANCE_2', 'FINANCE'],
    ['LEAD_ASSEMI', 'ALLIANCE_LEAD'],
    ['DEPUTY_CGIL', 'COMMITTEE_MEMBER'],
  ] as const)('is told by anybody of oneself, and keeps %s out at once (%s)', async (code, role) => {
    const actor = await scenario.steps.actor(demoPersonId(code), role)
    const application = scenario.applicationIds[6] ?? ''
    const id = await conflicts.tell(actor, { application: 'A1-007', personId: actor.personId })
    expect(await database.stores.evaluation.findLateConflict(id)).toMatchObject({
      applicationId: application,
    })
    expect(await database.stores.evaluation.tiesTo(application, [actor.personId])).toEqual(
      new Map([[actor.personId, expect.arrayContaining(['PERSONAL'])]]),
    )
    await conflicts.decide(scenario.owner, id, 'NOT_EXCLUDED')
  })

  it('keeps nobody from a vote before it is decided, where somebody else tells it', async () => {
    const [personId = ''] = await evaluators()
    const id = await conflicts.tell(scenario.owner, { application: applicationId, personId })
    expect(await database.stores.evaluation.tiesTo(applicationId, [personId])).toEqual(new Map())
    await conflicts.decide(await conflicts.secondOwner(), id, 'NOT_EXCLUDED')
  })

  it('calls off the meeting that was to vote, and makes a new sealed file beside the old one', async () => {
    const [personId = ''] = await evaluators()
    const meetingId = String(drawn['meetingId'])
    await convenedTomorrow(database, meetingId)
    const task = await scenario.steps.open('Task_RecordMeeting', { cycleId: scenario.cycleId, meetingId })
    const old = await fileOf(drawn['rankingId'])
    const id = await conflicts.tell(scenario.owner, { application: applicationId, personId })
    await conflicts.decide(await conflicts.secondOwner(), id)
    expect(await statusOf('rankings', drawn['rankingId'])).toBe('SUPERSEDED')
    expect(await statusOf('meetings', meetingId)).toBe('CANCELLED')
    expect((await database.stores.workItems.find(task))?.state).toBe('WITHDRAWN')
    const reopened = (await scenario.messages('RankingReopened')).map((one) => one.stream)
    expect(reopened).toEqual([`message:${String(drawn['rankingId'])}`])
    const next = await goOn(drawn['rankingId'])
    const seal = await sealOf(next['rankingId'])
    const before = await sealOf(drawn['rankingId'])
    expect([await fileOf(drawn['rankingId']), (await fileOf(next['rankingId'])) === old]).toEqual([
      old,
      false,
    ])
    for (const file of [before, seal])
      expect(verifyRanking(JSON.parse(JSON.stringify(file)))).toMatchObject({ ok: true })
    expect(seal.reopening?.sealHash).toBe(before.sealHash)
    const people = seal.reopening?.conflicts.map((one) => new Set([one.toldBy, one.decidedBy]).size)
    expect(people).toEqual([2])
    const count = (of: typeof seal) =>
      of.input.applications.find((one) => one.applicationId === applicationId)?.evaluations.length
    expect(count(seal)).toBe((count(before) ?? 0) - 1)
    drawn = next
  })

  it('tells whose sheet is void that it is, by mail and at home, never who told it or why', async () => {
    const voided = (await mails()).filter((one) => one.subject.includes('non conta più'))
    expect(voided).toHaveLength(1)
    const [letter] = voided
    expect(letter?.text).toBe('La tua scheda sul progetto A1-006 non conta più nella valutazione (art. 5).')
    const at = database.clock.now()
    const [own = []] = await database
      .knex('late_conflicts')
      .where({ decision: 'EXCLUDED' })
      .select('person_id', 'decided_at')
      .then((rows) => rows.map((row) => [row.person_id, row.decided_at] as const))
    const changesOf = async (personId: string) =>
      (
        await database.reads.home.find(await scenario.steps.actor(personId, 'COMMITTEE_MEMBER'), at)
      ).changes.filter(({ kind }) => kind === 'SHEET')
    expect(await changesOf(String(own[0]))).toEqual([
      {
        kind: 'SHEET',
        id: scenario.callId,
        what: 'A1-006',
        cycleId: scenario.cycleId,
        cycleCode: expect.any(String),
        at: own[1],
      },
    ])
    const [other = ''] = await evaluators()
    expect(await changesOf(other)).toEqual([])
    const called = (await mails()).filter((one) => one.subject.includes('annullata'))
    expect(called.length).toBeGreaterThan(20)
    for (const { attachments } of called)
      expect(attachments).toMatchObject([{ mediaType: 'text/calendar; method=CANCEL; charset=utf-8' }])
    expect(called.map((one) => one.text).join()).not.toMatch(/Consulenza|A1-006|Titolare/)
  })

  it('takes the act back after the vote and asks for another vote, until it is adopted', async () => {
    const [personId = ''] = await evaluators()
    const definitive = await voteOn(drawn['meetingId'])
    const act = { cycleId: scenario.cycleId, actProposalId: String(definitive['actProposalId']) }
    const id = await conflicts.tell(scenario.owner, { application: applicationId, personId })
    const adopt = { number: '1', organ: 'Direttore generale', adoptedOn: '2027-01-01' }
    const adopted = database
      .knex('act_proposals')
      .where({ id: act.actProposalId })
      .update({ status: 'ADOPTED' })
    await expect(adopted).rejects.toThrow('waits for the decision on a late conflict')
    const task = await scenario.steps.open('Task_RecordAct', act)
    await conflicts.decide(await conflicts.secondOwner(), id)
    expect(await statusOf('act_proposals', act.actProposalId)).toBe('WITHDRAWN')
    await expect(scenario.steps.complete(scenario.owner, task, adopt)).rejects.toThrow()
    for (const one of [drawn['rankingId'], definitive['rankingId']])
      expect(await statusOf('rankings', one)).toBe('SUPERSEDED')
    const next = await goOn(definitive['rankingId'])
    expect(next['meetingId']).not.toBe(drawn['meetingId'])
    const again = await voteOn(next['meetingId'])
    const seal = await sealOf(again['rankingId'])
    expect(seal.reopening?.sealHash).toBe((await sealOf(definitive['rankingId'])).sealHash)
    expect(seal.vote).toMatchObject({ meetingId: next['meetingId'] })
    await verifiedBySealsAlone(await sealOf(definitive['rankingId']), seal)
  })

  it.each([
    ['void a sheet', `update scorings set status = 'WITHDRAWN' where status = 'SCORED'`],
    [
      'take a ranking back',
      `update rankings set status = 'SUPERSEDED' where status in ('PROVISIONAL','DRAWN_UP')`,
    ],
  ])('is the only way to %s: the database refuses it without a decided conflict', async (_what, sql) => {
    await expect(database.knex.raw(sql)).rejects.toThrow(/frozen|reopened by no decided/)
  })

  it('stays beside the tie of the seat: a personal one bars more (art. 5; L. 241/1990 art. 6-bis)', async () => {
    const application = scenario.applicationIds[0] ?? ''
    const rows = await database.knex('exclusions').where({ application_id: application, source: 'COMPUTED' })
    const seat = rows.find((one) => one.seat_id !== null)
    const actor = await scenario.steps.actor(seat?.person_id ?? '')
    const ties = () => database.stores.evaluation.tiesTo(application, [actor.personId])
    expect(await ties()).toEqual(new Map([[actor.personId, ['SEAT']]]))
    await conflicts.tell(actor, { application: 'A1-001', personId: actor.personId })
    expect((await ties()).get(actor.personId)?.toSorted()).toEqual(['PERSONAL', 'SEAT'])
  })
})
