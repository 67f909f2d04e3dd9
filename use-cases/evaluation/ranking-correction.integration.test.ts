import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { isCorrectionOf } from '../../domain/evaluation/ranking-correction.ts'
import { verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import { actDocuments } from '../../documents/act/act-documents.ts'
import {
  publishedRankingCsv,
  publishedRankingJson,
} from '../../documents/evaluation/published-ranking-files.ts'
import { withoutFunction } from '../../procedures/context.ts'
import { renderDocument } from '../../reports/render-document.ts'
import { createCorrectionScenario, WRONG } from '../../test/support/corrected-ranking.ts'
import type { CorrectionScenario } from '../../test/support/corrected-ranking.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { adoptedAct, proposalFor } from '../../test/support/ranked-call.ts'
import { leaveWithdrawnPlan } from '../../workers/approval/leave-withdrawn-plan.ts'
import { confirmRankingCorrectionWithdrawn } from '../../workers/evaluation/confirm-ranking-correction-withdrawn.ts'
import { notifyOutcomes } from '../../workers/evaluation/notify-outcomes.ts'
import { tellCorrectedOutcomes } from '../../workers/evaluation/tell-corrected-outcomes.ts'
import { tellRankingCorrection } from '../../workers/evaluation/tell-ranking-correction.ts'
import { withdrawRankingCorrection } from './withdraw-ranking-correction.ts'

const nobody = withoutFunction('', '')

let database: TestDatabase
let scenario: CorrectionScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCorrectionScenario(database)
  const { cycleId, callId } = scenario
  await adoptedAct(database, { cycleId, kind: 'CALL_NOTICE', subjectId: callId, number: '1' })
}, 120_000)
afterAll(() => database.close())

const withdraw = (rankingCorrectionId: string) =>
  database.run(scenario.owner, withdrawRankingCorrection, {
    ...{ callId: scenario.callId, rankingCorrectionId, reason: 'Le osservazioni hanno ragione' },
  })
const of = (rankingCorrectionId: string) => ({ cycleId: scenario.cycleId, rankingCorrectionId })
const adopted = async () => (await database.stores.evaluation.adoptedRanking(scenario.callId))?.id
const sealOf = (id: string) => database.stores.evaluation.sealOf(id)
const planNow = async () => database.stores.plans.latestOn((await adopted()) ?? '')
const statusOf = async (table: 'rankings' | 'plan_versions' | 'ranking_corrections', id: string) =>
  (await database.knex(table).where({ id }).first('status'))?.status

describe('correcting an adopted ranking (art. 8; L. 241/1990 art. 21-nonies)', () => {
  it('waits until the ranking is adopted, and its plan drawn up', async () => {
    await expect(scenario.propose()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await scenario.inForce(scenario.firstRanking, '2')
    await scenario.steps.job(notifyOutcomes, scenario.scope)
    await expect(scenario.propose()).rejects.toMatchObject({ code: 'RANKING_NOT_SETTLED' })
    await scenario.plan()
  })

  it('is the process owner’s who is tied to none of its applications (art. 5; L. 241/1990 art. 6-bis)', async () => {
    const lead = await scenario.person('LEAD_ASSEMI')
    await expect(scenario.propose({}, lead)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it.each([
    ['application', { application: 'A1-099' }],
    ['application', { application: 'A1-008' }],
    ['eligibleCostCents', { datum: 'ELIGIBLE_COST' }],
    ['eligibleCostCents', { eligibleCostCents: 100 }],
    ['heardUntil', { heardUntil: '2020-01-01' }],
  ])('is refused where %s is wrong, and nothing is begun: %j', async (path, change) => {
    await expect(scenario.propose(change)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { problems: [expect.objectContaining({ path })] },
    })
    expect(await database.knex('ranking_corrections')).toEqual([])
  })

  it('tells all who are in the ranking that it has begun, what is wrong, and until when they are heard (L. 241/1990 art. 7, 8)', async () => {
    const { rankingCorrectionId: id } = await scenario.propose()
    expect(await scenario.propose()).toEqual({ rankingCorrectionId: id })
    await expect(scenario.propose({ wrong: 'Altro' })).rejects.toMatchObject({
      code: 'RANKING_CORRECTION_PENDING',
    })
    await scenario.steps.job(tellRankingCorrection, of(id))
    const begun = await scenario.mails('Avvio del procedimento')
    const leads = await scenario.mails('Esito del progetto')
    expect(new Set(begun.flatMap(({ to }) => to))).toEqual(new Set(leads.flatMap(({ to }) => to)))
    for (const told of [WRONG, 'A1-001', 'artt. 7, 8 e 21-nonies', 'vale la graduatoria pubblicata'])
      expect(begun[0]?.text).toContain(told)
    expect(await scenario.seenBy(scenario.owner)).toEqual(['PROPOSED'])
  })

  it('is read by nobody else before it is in force, nor by an owner who is kept from one application (art. 5)', async () => {
    const excluded = await scenario.partlyExcludedOwner(scenario.applicationIds[2] ?? '')
    for (const actor of [excluded, nobody, await scenario.person('LEAD_ASSEMI')])
      expect(await scenario.seenBy(actor)).toEqual([])
  })

  it('keeps the plan from being adopted meanwhile, in SQL too (art. 8)', async () => {
    const plan = await planNow()
    const act = { cycleId: scenario.cycleId, kind: 'PLAN_APPROVAL' as const, subjectId: plan?.id ?? '' }
    await expect(adoptedAct(database, { ...act, number: '9' })).rejects.toThrow('being corrected')
    const proposal = await database.stores.acts.openOn('PLAN_APPROVAL', plan?.id ?? '')
    const recorded = scenario.record(proposal?.id ?? '', database.today())
    await expect(recorded).rejects.toMatchObject({ code: 'RANKING_UNDER_CORRECTION' })
  })

  it('is taken back before its act, and leaves everything as it was, which all who were told are told (L. 241/1990 art. 2)', async () => {
    const [pending] = await database.knex('ranking_corrections').pluck('id')
    const actProposalId = await scenario.draw(pending ?? '')
    const { subjectId } = (await database.stores.acts.find(actProposalId))!
    await expect(withdraw('none')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect([await withdraw(pending ?? ''), await withdraw(pending ?? '')]).toEqual([null, null])
    await scenario.steps.job(confirmRankingCorrectionWithdrawn, of(pending ?? ''))
    expect(await database.stores.acts.find(actProposalId)).toMatchObject({ status: 'WITHDRAWN' })
    expect(await statusOf('rankings', subjectId)).toBe('SUPERSEDED')
    expect([await adopted(), (await planNow())?.status]).toEqual([scenario.firstRanking, 'DRAWN_UP'])
    const closed = await scenario.mails('Procedimento sulla graduatoria')
    expect(closed.length).toBe((await scenario.mails('Avvio del procedimento')).length)
    expect(
      await database.owner('audit_entries').where({ action: 'withdraw-ranking-correction' }),
    ).toHaveLength(1)
  })
})

describe('a corrected ranking (art. 6, 8; L. 241/1990 art. 21-nonies)', () => {
  let id: string
  let second: string

  it('is computed again from the sealed sheets and votes, and changes nothing before its act', async () => {
    id = (await scenario.propose()).rankingCorrectionId
    await database.stores.rankingCorrections.weigh(id, {
      ...{ observations: 'Nessuna osservazione.', by: scenario.owner.personId },
    })
    const proposal = await database.stores.acts.find(await scenario.draw(id))
    second = proposal?.subjectId ?? ''
    expect(proposal).toMatchObject({ kind: 'RANKING_APPROVAL', status: 'PROPOSED' })
    const [old, next] = [await sealOf(scenario.firstRanking), await sealOf(second)]
    expect(verifyRanking(JSON.parse(JSON.stringify(next))).ok).toBe(true)
    expect(isCorrectionOf(next, old)).toBe(true)
    expect(await adopted()).toBe(scenario.firstRanking)
    expect((await database.reads.rankings.ranking(nobody, scenario.callId))?.sealSha256).toBe(
      (await database.stores.evaluation.findRanking(scenario.firstRanking))?.sealSha256,
    )
  })

  it('has a paper that says what it annuls, why, whom it heard, and of which organ it is (L. 241/1990 art. 3, 10)', async () => {
    const proposal = await proposalFor(database, 'RANKING_APPROVAL', second)
    const context = { stores: database.stores, files: database.files, now: database.clock.now() }
    const { kind, viewModel } = await actDocuments.RANKING_APPROVAL(context, proposal!)
    expect(viewModel).toMatchObject({
      correction: { isAnnulment: true, wrong: WRONG, observations: 'Nessuna osservazione.' },
      signatory: expect.objectContaining({ role: 'Direttore generale' }),
      inadmissible: expect.arrayContaining([expect.objectContaining({ code: 'A1-001', reason: WRONG })]),
    })
    expect((await renderDocument(kind, viewModel as never)).length).toBeGreaterThan(1000)
  })

  it('is adopted by the last day that the office has reckoned, not after it (L. 241/1990 art. 21-nonies)', async () => {
    database.setNow(new Date(database.clock.now().getTime() + 101 * 86_400_000))
    const proposal = await proposalFor(database, 'RANKING_APPROVAL', second)
    await expect(scenario.record(proposal?.id ?? '', database.today())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { problems: [expect.objectContaining({ path: 'adoptedOn', code: 'TOO_LATE' })] },
    })
  })

  it('takes the place of the other with its act: the other stays, annulled, and what it gave goes to who follows', async () => {
    const before = await database.stores.evaluation.linesOf(scenario.firstRanking)
    await scenario.inForce(second, '5')
    expect([await adopted(), await statusOf('rankings', scenario.firstRanking)]).toEqual([second, 'ANNULLED'])
    expect(await statusOf('ranking_corrections', id)).toBe('IN_FORCE')
    expect(await database.stores.evaluation.linesOf(scenario.firstRanking)).toEqual(before)
    const { rules } = await database.stores.calls.get(scenario.callId)
    const lines = await database.stores.evaluation.linesOf(second)
    expect(lines.reduce((sum, one) => sum + one.grantCents, 0)).toBeLessThanOrEqual(rules.budgetLineCents)
    expect(lines.find((one) => one.applicationId === scenario.applicationIds[0])).toMatchObject({
      ...{ outcome: 'NOT_ADMITTED', grantCents: 0 },
    })
  })

  it('tells each lead its outcome anew by the new act, once, and takes the plan back (art. 8)', async () => {
    const plan = (await database.stores.plans.latestOn(scenario.firstRanking))!
    const first = (await scenario.mails('Esito del progetto')).length
    await scenario.steps.job(tellCorrectedOutcomes, of(id))
    await scenario.steps.job(tellCorrectedOutcomes, of(id))
    const outcomes = (await scenario.mails('Esito del progetto')).slice(first)
    expect(outcomes).toHaveLength(first)
    for (const { text } of outcomes) for (const told of [WRONG, 'n. 5 del']) expect(text).toContain(told)
    expect(await statusOf('plan_versions', plan.id)).toBe('WITHDRAWN')
    expect(await proposalFor(database, 'PLAN_APPROVAL', plan.id)).toMatchObject({ status: 'WITHDRAWN' })
    expect(await scenario.messages('RankingCorrected')).toHaveLength(1)
    await scenario.steps.job(leaveWithdrawnPlan, scenario.scope)
    await expect(scenario.propose()).rejects.toMatchObject({ code: 'RANKING_NOT_SETTLED' })
  })

  it('is what anybody reads, with the annulled one, both acts and what was wrong, as table and for programs too (D.Lgs. 33/2013 art. 26)', async () => {
    const published = (await database.reads.rankings.published(nobody, scenario.callId))!
    expect(published.corrections).toMatchObject([
      { wrong: WRONG, annulledAct: { number: '2' }, act: { number: '5' }, rankingId: scenario.firstRanking },
    ])
    const row = published.rows.find(({ code }) => code === 'A1-001')
    expect(row).toMatchObject({ outcome: 'NOT_ADMITTED', refusal: WRONG })
    expect(publishedRankingCsv(published).toString()).toContain('annullata con determinazione n. 5')
    expect(publishedRankingJson(published).toString()).toContain(`"rankingId": "${scenario.firstRanking}"`)
    const annulled = await database.reads.rankings.seal(nobody, scenario.callId, scenario.firstRanking)
    expect(annulled?.sealHash).toBe((await sealOf(scenario.firstRanking)).sealHash)
    expect(await scenario.seenBy(nobody)).toEqual(['IN_FORCE'])
  })

  it('is the one that the next plan rests on, and is corrected no more once that is adopted (art. 8)', async () => {
    await scenario.plan()
    const plan = (await planNow())!
    expect(plan).toMatchObject({ rankingId: second, version: 2 })
    const projects = await database.stores.plans.projects(plan.id)
    expect(projects.map(({ code }) => code)).not.toContain('A1-001')
    await adoptedAct(database, {
      ...{ cycleId: scenario.cycleId, kind: 'PLAN_APPROVAL', subjectId: plan.id, number: '7' },
    })
    await expect(scenario.propose({ application: 'A1-002' })).rejects.toMatchObject({
      code: 'RANKING_PLAN_ADOPTED',
    })
    const annul = database.stores.evaluation.annulRanking(second)
    await expect(annul).rejects.toThrow('annulled by no act')
  })
})
