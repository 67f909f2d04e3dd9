import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { viewing } from '../../db/platform/viewer.ts'
import type { Actor } from '../../procedures/context.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import {
  createEvaluationScenario,
  readMeeting,
  readSheets,
  walledRows,
} from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { drawProvisional, sign } from '../../test/support/voted-ranking.ts'
import { drawUpRanking } from '../../workers/evaluation/draw-up-ranking.ts'
import { notifyOutcomes } from '../../workers/evaluation/notify-outcomes.ts'

const ASSEMI = 0
const SERCOP = 3
const IPIS = 4
const DISCUSSION = 'Il Comitato discute i punteggi'
const MOST = { limit: 100 }
const ALL = [0, 1, 2, 3, 4, 5, 6]

/* Everybody of the demo whom something keeps out, and from which of the seven admitted projects. */
const keptOut: [string, string, number[]][] = [
  ['TITULAR_CITTA_METROPOLITANA', 'a seat of a body that leads (art. 5)', ALL],
  ['DEPUTY_CITTA_METROPOLITANA', 'a deputy of a body that leads (art. 5)', ALL],
  ['TITULAR_COMUNE_LEGNANO', 'a seat whose service company leads (art. 5)', ALL],
  ['DEPUTY_COMUNE_LEGNANO', 'a deputy of a seat whose service company leads (art. 5)', ALL],
  ['TITULAR_CCIAA', 'a seat of a partner', [ASSEMI]],
  ['DEPUTY_CCIAA', 'a deputy of a partner', [ASSEMI]],
  ['TITULAR_CISL', 'a seat of a partner', [SERCOP]],
  ['TITULAR_UNIVERSITA', 'a member with an office in a partner', [ASSEMI, IPIS]],
  ['TITULAR_CONFCOOPERATIVE', 'a seat whose member is a partner', [ASSEMI, 2]],
  ['TITULAR_COMUNE_MILANO', 'a declared adherent, decided as excluded', [6]],
  ['TITULAR_FORUM_FAMIGLIE', 'a member who never declared (L. 241/1990 art. 6-bis)', ALL],
  ['CASE_OFFICER_2', 'an officer with an office in a partner', [ASSEMI, IPIS]],
  ['LEAD_ASSEMI', 'a lead, from the projects of others', [1, 2, 3, 4, 5, 6]],
  ['MEMBER_COMUNE_RHO', 'a network member', ALL],
]

let database: TestDatabase
let scenario: EvaluationScenario

/* The least sheets handed in and one open for each project, a vote on each item, and the ranking drawn up. */
async function scoreAndVote(): Promise<void> {
  const sheets = await scenario.openSheets()
  for (const index of ALL) {
    const [open, ...others] = sheets.filter((one) => one.applicationId === scenario.applicationIds[index])
    for (const one of others.slice(0, 5)) await scenario.score(one, 80)
    await scenario.openScoring(open!)
  }
  const meetingId = String((await drawProvisional(scenario))['meetingId'])
  const voter = { seat_id: demoSeatId('ATS_MILANO'), person_id: demoPersonId('TITULAR_ATS_MILANO') }
  for (const item of await database.stores.meetings.agenda(meetingId)) {
    await database.stores.meetings.putDecisions({
      ...{ agendaItemId: item.id, present: 1, inFavour: 1, against: 0, abstained: 0, passed: true },
    })
    await database.knex('votes').insert({ agenda_item_id: item.id, choice: 'FAVOURABLE', ...voter })
  }
  const agenda = await database.stores.meetings.agenda(meetingId)
  await database.stores.meetings.record(meetingId, {
    ...{ attendances: [], movements: [], consultants: [], exclusions: [], votes: [] },
    items: agenda.map((item) => ({ agendaItemId: item.id, discussion: DISCUSSION, deferral: null })),
  })
  await database.arrange(async (tx) => {
    await tx('meetings').where('id', meetingId).update({ status: 'HELD', approved: true })
    await sign(tx, meetingId, database.clock.now())
  })
  await scenario.steps.job(drawUpRanking, { ...scenario.scope, meetingId })
}

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.steps.holdOffice(demoPersonId('CASE_OFFICER_2'), demoBodyId('FONDAZIONE_TEMPO'))
  await scenario.exclude()
  await scenario.declareAll({ TITULAR_FORUM_FAMIGLIE: 'SILENT' })
  await scenario.decideConflicts('EXCLUDED')
  await scenario.openRound()
  await scoreAndVote()
}, 120_000)
afterAll(() => database.close())

const scoresOf = (viewer: Actor) => database.reads.rankings.scores(viewer, scenario.callId)
const sheetsOf = (viewer: Actor) => readSheets(database, scenario.applicationIds, viewer)
const overviewOf = (viewer: Actor) =>
  database.reads.evaluation.overview(viewer, scenario.callId, { on: database.today() })

/* Every read of the application, and what a person is shown of a call, in one text. */
async function everythingRead(viewer: Actor): Promise<string> {
  const { reads } = database
  const { callId, cycleId, applicationIds } = scenario
  const { items: meetings } = await reads.meetings.ofCycle(viewer, cycleId)
  const { items: documents } = await reads.documents.ofCycle(viewer, cycleId, MOST)
  const read: unknown[] = [documents, meetings, await reads.acts.ofCycle(viewer, cycleId)]
  for (const { id } of documents) read.push(await reads.documents.find(viewer, id))
  for (const { id } of meetings)
    read.push(await reads.meetings.find(viewer, id), await reads.meetings.agenda(viewer, id))
  for (const id of applicationIds) read.push(await reads.applications.find(viewer, id))
  read.push(await reads.applications.ofCall(viewer, callId), await reads.inbox.openTasks(viewer, MOST))
  read.push(await reads.evaluation.ownExclusions(viewer), await overviewOf(viewer))
  read.push(await scoresOf(viewer), await sheetsOf(viewer), await reads.rankings.ranking(viewer, callId))
  read.push(await reads.rankings.seal(viewer, callId), await reads.cycles.find(viewer, cycleId))
  return JSON.stringify([...read, await reads.inbox.taken(viewer)])
}

describe('the wall of conflicts, from closing to the publication of the outcome (art. 5)', () => {
  it.each(keptOut)('hides from %s (%s) every byte of what is excluded', async (code, _why, indexes) => {
    const viewer = await scenario.person(code)
    const shown = await everythingRead(viewer)
    for (const index of indexes) {
      const id = scenario.applicationIds[index] ?? ''
      const application = await database.stores.applications.get(id)
      for (const secret of [application.title, application.summary, id, application.contentSha256])
        expect(shown).not.toContain(secret)
      const rows = await walledRows(database, id, viewer)
      expect(Object.entries(rows).filter(([, count]) => count > 0)).toEqual([])
    }
  })

  it.each(keptOut)(
    'closes to %s (%s) ranking, seal and votes, which speak of every project',
    async (code) => {
      const viewer = await scenario.person(code)
      expect(await database.reads.rankings.ranking(viewer, scenario.callId)).toBeNull()
      expect(await database.reads.rankings.seal(viewer, scenario.callId)).toBeNull()
      const { items: documents } = await database.reads.documents.ofCycle(viewer, scenario.cycleId, MOST)
      expect(documents.map((one) => one.kind)).not.toContain('ranking-seal')
      const [item] = await database
        .knex('agenda_items')
        .where('kind', 'RANKING')
        .select<{ id: string }[]>('id')
      const votes = await viewing(database)(viewer, (tx) =>
        tx('votes').where('agenda_item_id', item?.id ?? ''),
      )
      expect(votes).toEqual([])
      const chain = viewing(database)(viewer, (tx) => tx('audit_entries'))
      await expect(chain).rejects.toThrow('denied')
    },
  )

  /* A lead and a network member. */
  const outside = ([code]: readonly [string, ...unknown[]]) => /^(?:LEAD|MEMBER)_/.test(code)

  it.each(keptOut.filter(outside))(
    'shows %s (%s) no meeting of evaluation at all (art. 4, 5)',
    async (code) => {
      const viewer = await scenario.person(code)
      const { approved, items } = await readMeeting(database, scenario.cycleId, viewer)
      expect([approved, items]).toEqual([[undefined, undefined], []])
    },
  )

  it.each(keptOut.filter((one) => !outside(one)))(
    'hides from %s (%s) what was said about the ranking and how the vote ended (art. 5, 7)',
    async (code, _why, indexes) => {
      const viewer = await scenario.person(code)
      const { approved, items } = await readMeeting(database, scenario.cycleId, viewer)
      expect(approved).toEqual([null, null])
      const ranking = items.find((item) => item.kind === 'RANKING')
      const title = 'Approvazione della graduatoria'
      expect(ranking).toMatchObject({ title, discussion: null, decision: null })
      const hidden = indexes.map((index) => scenario.applicationIds[index])
      expect(items.filter((item) => hidden.includes(item.applicationId ?? 'none'))).toEqual([])
    },
  )

  it('shows discussion and outcome of the vote to whoever is excluded from nothing', async () => {
    const viewer = await scenario.person('TITULAR_ATS_MILANO')
    const { approved, items } = await readMeeting(database, scenario.cycleId, viewer)
    expect(approved).toEqual([true, true])
    expect(items.map((item) => item.discussion)).toEqual([...ALL, 7].map(() => DISCUSSION))
    expect(items.every(({ decision }) => decision?.passed === true)).toBe(true)
  })

  it('hides from a lead the evaluators, scores and votes of its own project too', async () => {
    const lead = await scenario.person('LEAD_ASSEMI')
    const id = scenario.applicationIds[ASSEMI] ?? ''
    expect((await database.reads.applications.find(lead, id))?.title).toContain('Governare gli equilibri')
    const rows = await walledRows(database, id, lead)
    expect(rows).toMatchObject({
      scorings: 0,
      aggregated_scores: 0,
      ranking_entries: 0,
      agenda_items: 0,
      votes: 0,
    })
    expect((await sheetsOf(lead)).flatMap(({ sheets }) => sheets)).toEqual([])
  })

  it('gives the whole reason of an exclusion to the process owner and to nobody excluded (art. 5)', async () => {
    const panel = (await overviewOf(scenario.owner))?.panels.items.find(
      (one) => one.applicationId === scenario.applicationIds[ASSEMI],
    )
    expect(panel?.excluded.map((one) => one.reason).join('\n')).toContain('partner del progetto A1-001')
    const member = await scenario.person('TITULAR_CISL')
    const reasons = await viewing(database)(member, (tx) => tx('exclusions'))
    expect(reasons).toEqual([])
  })

  it('tells a partly excluded process owner no reason that names what is excluded (art. 5)', async () => {
    const rows = await database.stores.evaluation.exclusionsOf(scenario.callId)
    const cause = rows.find((one) => one.basis === 'LEAD_ALL')?.causeApplicationId
    const application = await database.stores.applications.get(cause ?? '')
    const owner = await scenario.partlyExcludedOwner(application.id)
    const overview = JSON.stringify(await overviewOf(owner))
    expect(overview).toContain('partner del progetto')
    expect(overview).not.toContain(application.title)
    expect(overview).not.toContain(application.code)
    const read = await viewing(database)(owner, (tx) =>
      tx('exclusions').whereRaw('full_reason ~ ?', [application.code]),
    )
    expect(read).toEqual([])
    expect(await viewing(database)(owner, (tx) => tx('item_exclusions'))).toEqual([])
  })

  it('lets whoever is not excluded read what is not excluded', async () => {
    const titular = await scenario.person('TITULAR_CISL')
    const { items: seen } = await database.reads.applications.ofCall(titular, scenario.callId)
    expect(seen.map((one) => scenario.applicationIds.indexOf(one.id))).toEqual([0, 1, 2, 4, 5, 6, 7])
  })

  it('lets an evaluator read only the own sheet while the round goes on', async () => {
    const before = await database.stores.evaluation.scoresOf(scenario.callId)
    const author = before[0]?.personId ?? ''
    const own = new Set(before.filter((one) => one.personId === author).map((one) => one.scoringId))
    const sheets = async () =>
      (await sheetsOf(await scenario.steps.actor(author))).flatMap((one) => one.sheets)
    expect(await sheets()).toHaveLength(own.size)
    await scenario.steps.hold(author, { role: 'PROCESS_OWNER' })
    expect(await sheets()).toHaveLength(own.size)
    await scenario.steps.release(author, 'PROCESS_OWNER')
  })

  it('opens once the outcome is published, as the law says (L. 241/1990, D.Lgs. 33/2013)', async () => {
    const drawnUp = await database.stores.evaluation.rankingOf(scenario.callId)
    await database.stores.evaluation.adoptRanking(drawnUp?.id ?? '')
    await scenario.steps.job(notifyOutcomes, scenario.scope)
    const titular = await scenario.person('TITULAR_CITTA_METROPOLITANA')
    expect((await database.reads.applications.ofCall(titular, scenario.callId)).items).toHaveLength(8)
    expect((await sheetsOf(titular))[ASSEMI]?.sheets).toHaveLength(5)
    expect((await database.reads.rankings.ranking(titular, scenario.callId))?.rows.items).toHaveLength(8)
    const lead = await scenario.person('LEAD_ASSEMI')
    expect((await database.reads.applications.ofCall(lead, scenario.callId)).items).toHaveLength(1)
    expect(demoPersonId('LEAD_ASSEMI')).toBe(lead.personId)
  })
})
