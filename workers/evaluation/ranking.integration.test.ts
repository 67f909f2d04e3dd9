import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBody } from '../../app/demo/network-ids.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import { shownEntries } from '../../domain/evaluation/shown-ranking.ts'
import { verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import { asId } from '../../domain/shared/ids.ts'
import { renderDocument } from '../../reports/render-document.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import { confirmAll, drawProvisional } from '../../test/support/voted-ranking.ts'
import { proposalFor } from '../../test/support/ranked-call.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { aggregateScores } from './aggregate-scores.ts'
import { closeDeclarations } from './close-declarations.ts'
import { drawUpRanking } from './draw-up-ranking.ts'
import { notifyOutcomes } from './notify-outcomes.ts'
import { adoptedAct } from '../../test/support/ranked-call.ts'
import { tellLateConflict } from '../../use-cases/evaluation/tell-late-conflict.ts'
import { buildRankingActDocument } from '../../documents/evaluation/ranking-act-document.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let rankingId: string

/* Of the seven, the fifth and the sixth get the same total, and different points for effectiveness. */
const points = [
  { INNOVATION: 6, CONCRETENESS: 10, EFFECTIVENESS: 10, ECONOMY: 8, SUSTAINABILITY: 6 },
  { INNOVATION: 11, CONCRETENESS: 21, EFFECTIVENESS: 21, ECONOMY: 16, SUSTAINABILITY: 12 },
  { INNOVATION: 11, CONCRETENESS: 20, EFFECTIVENESS: 20, ECONOMY: 16, SUSTAINABILITY: 11 },
  { INNOVATION: 10, CONCRETENESS: 19, EFFECTIVENESS: 19, ECONOMY: 15, SUSTAINABILITY: 11 },
  { INNOVATION: 10, CONCRETENESS: 20, EFFECTIVENESS: 16, ECONOMY: 14, SUSTAINABILITY: 10 },
  { INNOVATION: 10, CONCRETENESS: 18, EFFECTIVENESS: 18, ECONOMY: 14, SUSTAINABILITY: 10 },
  { INNOVATION: 9, CONCRETENESS: 17, EFFECTIVENESS: 16, ECONOMY: 13, SUSTAINABILITY: 10 },
]

/* Five sheets for each project, and a meeting that confirms all of them. */
async function scoreAndVote(): Promise<string> {
  const sheets = await scenario.openSheets()
  const seats = new Set([
    'ATS_MILANO',
    'UTR_MILANO',
    'COMUNE_SESTO',
    'PROVINCIA_LODI',
    'OSSERVATORIO_WELFARE',
  ])
  const titulars = new Set([...seats].map((body) => demoPersonId(`TITULAR_${body as 'ATS_MILANO'}`)))
  for (const sheet of sheets.filter((one) => titulars.has(one.personId)))
    await scenario.score(sheet, points[scenario.applicationIds.indexOf(sheet.applicationId)] ?? {})
  await database.knex('scorings').where('status', 'REQUESTED').update({ status: 'WITHDRAWN' })
  const meetingId = String((await drawProvisional(scenario))['meetingId'])
  await confirmAll(database, meetingId)
  return meetingId
}

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.decideConflicts('NOT_EXCLUDED')
  await scenario.openRound()
  const meetingId = await scoreAndVote()
  const drawnUp = told(await scenario.steps.job(drawUpRanking, { ...scenario.scope, meetingId }))
  const proposal = await database.stores.acts.find(String(drawnUp['actProposalId']))
  rankingId = proposal?.subjectId ?? ''
}, 120_000)
afterAll(() => database.close())

const sealOf = (id: string) => database.stores.evaluation.sealOf(id)

describe('the ranking (art. 6, 7)', () => {
  it('has on its agenda an item for each admitted project, by code only, and then the ranking (art. 5, 7)', async () => {
    const ranking = await database.stores.evaluation.findRanking(rankingId)
    const agenda = await database.stores.meetings.agenda(ranking?.meetingId ?? '')
    expect(agenda.map((item) => item.title)).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((number) => `Esame del progetto A1-00${number}`),
      'Approvazione della graduatoria',
    ])
  })

  it('is recomputed from its seal to the stored lines', async () => {
    const verified = verifyRanking(JSON.parse(JSON.stringify(await sealOf(rankingId))))
    if (!verified.ok) throw new Error(JSON.stringify(verified.problems))
    const lines = await database.stores.evaluation.linesOf(rankingId)
    expect(lines).toHaveLength(verified.value.entries.length)
    expect(shownEntries(verified.value)).toMatchObject(
      verified.value.entries.map((entry) => lines.find((one) => one.applicationId === entry.applicationId)!),
    )
  })

  it('breaks a tie by the call’s first rule that tells them apart, and cuts the grant at the budget line', async () => {
    const lines = await database.stores.evaluation.linesOf(rankingId)
    const order = lines.map((line) => scenario.applicationIds.indexOf(line.applicationId))
    expect(order.slice(0, 6)).toEqual([1, 2, 3, 5, 4, 6])
    expect(lines.map((line) => line.tieBreak).slice(3, 6)).toEqual([null, 'EFFECTIVENESS', null])
    expect(lines.map((line) => line.outcome)).toEqual([
      ...['FUNDED', 'FUNDED', 'FUNDED', 'FUNDED', 'FUNDED', 'PARTIALLY_FUNDED'],
      ...(order[6] === 0 ? ['BELOW_THRESHOLD', 'NOT_ADMITTED'] : ['NOT_ADMITTED', 'BELOW_THRESHOLD']),
    ])
    expect(lines.reduce((sum, line) => sum + line.grantCents, 0)).toBe(53_000_000)
  })

  it('is drawn up once for a meeting, however often the step is run', async () => {
    const ranking = await database.stores.evaluation.findRanking(rankingId)
    const before = await database.dump()
    database.setNow(new Date(database.clock.now().getTime() + 60_000))
    await scenario.steps.job(drawUpRanking, { ...scenario.scope, meetingId: ranking?.meetingId ?? '' })
    const after = await database.dump()
    for (const table of ['rankings', 'ranking_entries', 'documents', 'act_proposals'])
      expect(after[table]).toEqual(before[table])
  })

  it('is changed by no conflict that comes out after its act was adopted: a flag that owner and chair read (art. 5)', async () => {
    const [sheet] = await database.stores.evaluation.scoringsOf(scenario.callId)
    if (sheet === undefined) throw new Error('no sheet')
    const told = { reason: 'EXPEDIENCY' as const, explanation: 'Emerso dopo la seduta.' }
    const { callId, applicationId, personId } = sheet
    const conflict = { callId, application: applicationId, personId, ...told }
    const act = { cycleId: scenario.cycleId, kind: 'RANKING_APPROVAL' as const, number: '7' }
    await adoptedAct(database, { ...act, subjectId: rankingId })
    const before = await database.dump()
    expect(await database.run(scenario.owner, tellLateConflict, conflict)).toEqual({ lateConflictId: null })
    const after = await database.dump()
    for (const table of ['scorings', 'aggregated_scores', 'rankings', 'ranking_entries', 'outbox'])
      expect(after[table]).toEqual(before[table])
    expect(after['audit_entries']?.length).toBe((before['audit_entries']?.length ?? 0) + 1)
    const flag = { afterRanking: true, reason: expect.stringContaining('Emerso dopo la seduta.') }
    for (const reader of [scenario.owner, await scenario.person('DEPUTY_ATS_MILANO')]) {
      const overview = await database.reads.evaluation.overview(reader, callId, { on: database.today() })
      const panel = overview?.panels.items.find((one) => one.applicationId === applicationId)
      expect(panel?.excluded).toContainEqual(expect.objectContaining(flag))
    }
    const member = await scenario.person('TITULAR_ASSOLOMBARDA')
    expect(await database.reads.evaluation.overview(member, callId, { on: database.today() })).toBeNull()
  })

  it.each<[string, unknown]>([
    ['close-declarations', closeDeclarations],
    ['aggregate-scores', aggregateScores],
  ])('changes nothing when %s is run again', async (_step, worker) => {
    await database.arrange((tx) => tx('meetings').update({ status: 'CONVENED' }))
    const tables = [
      'aggregated_scores',
      'agenda_items',
      'meetings',
      'conflict_declarations',
      'outbox',
      'work_items',
    ]
    const before = await database.dump()
    await scenario.steps.job(worker, scenario.scope)
    const after = await database.dump()
    for (const table of tables) expect(after[table]).toEqual(before[table])
  })

  it('becomes the document of its act, closed to anybody excluded from one project', async () => {
    const proposal = (await proposalFor(database, 'RANKING_APPROVAL', rankingId))!
    const call = await proposalFor(database, 'CALL_NOTICE', scenario.callId)
    const signed = await database.files.put(Buffer.from('%PDF-1.7 call'))
    await database.stores.documents.recordFile({ ...signed, at: database.clock.now() })
    await database.knex('acts').insert({
      proposal_id: call?.id,
      ...{ type: 'Determinazione', number: '1' },
      organ: 'Direttore generale',
      adopted_on: '2027-01-12',
      ...{ proposal_sha256: signed.sha256, signed_file_sha256: signed.sha256 },
      signature: 'NONE',
      protocol_number: '2027/0000001',
    })
    const context = {
      stores: database.stores,
      files: database.files,
      now: database.clock.now(),
      publicUrl: '',
    }
    const document = await buildRankingActDocument(context, proposal)
    expect(document.evaluatedCallId).toBe(scenario.callId)
    const bytes = await renderDocument(document.kind, document.viewModel as never)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(document.viewModel).toMatchObject({ rows: { length: 7 }, inadmissible: { length: 1 } })
  })

  it('is verified by a program that needs no database, and a changed seal is not', async () => {
    const seal = await sealOf(rankingId)
    const folder = await mkdtemp(join(tmpdir(), 'concilia-seal-'))
    const verify = async (given: unknown) => {
      const file = join(folder, 'seal.json')
      await writeFile(file, JSON.stringify(given))
      return promisify(execFile)(process.execPath, ['app/ranking-verify.ts', file])
    }
    expect((await verify(seal)).stdout).toMatch(/^VERIFIED: 8 applications/)
    const changed = JSON.parse(JSON.stringify(seal)) as { entries: { grantCents: number }[] }
    if (changed.entries[0]) changed.entries[0].grantCents += 1
    await expect(verify(changed)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^NOT VERIFIED/),
    })
  }, 30_000)
})

describe('the outcome (art. 8)', () => {
  it('is told to each lead of its own project only, subject to the Region’s approval, once', async () => {
    await database.stores.evaluation.adoptRanking(rankingId)
    for (let run = 1; run <= 2; run += 1) await scenario.steps.job(notifyOutcomes, scenario.scope)
    const sent = await database
      .knex('outbox')
      .where('kind', 'MAIL')
      .whereRaw(`payload ->> 'subject' like 'Esito %'`)
      .select<{ payload: MailPayload }[]>('payload')
    const mails = sent.map((one) => one.payload)
    const person = await database.stores.network.findPerson(demoPersonId('LEAD_COOP_EUREKA'))
    const own = mails.filter((mail) => mail.to[0] === person?.email)
    expect(own).toHaveLength(1)
    const text = own[0]?.text
    expect(text).toMatch(/con [\d,]+ punti, con un contributo ridotto alle risorse disponibili: €\s61.000,00/)
    expect(text).toContain('subordinato all’approvazione del Piano territoriale da parte della Regione')
    expect(text).not.toContain('Complessi equilibri')
    const refused = mails.map((mail) => mail.text).find((one) => one.includes('A1-008'))
    expect(refused).toContain('non è ammesso. Motivo: Partenariato con meno di quattro enti.')
  })

  it('opens the ranking to anybody, with the seal to recompute it (D.Lgs. 33/2013)', async () => {
    const nobody = { personId: '', role: null, bodyId: null, seatId: null }
    const ranking = await database.reads.rankings.ranking(nobody, scenario.callId)
    expect(ranking?.rows.items[0]).toMatchObject({
      position: 1,
      code: 'A1-002',
      leadTaxCode: demoBody('AZIENDA_SOLE').taxCode,
      points: '81.00',
    })
    expect(verifyRanking(await database.reads.rankings.seal(nobody, scenario.callId)).ok).toBe(true)
    expect((await database.reads.rankings.scores(nobody, scenario.callId)).items).toEqual([])
  })

  it('opens to a lead the scores of its own project, without the names of the evaluators', async () => {
    const lead = await scenario.person('LEAD_IPIS')
    const { items: scores } = await database.reads.rankings.scores(lead, scenario.callId)
    expect(scores.map((one) => one.applicationId)).toEqual([asId(scenario.applicationIds[4] ?? '')])
    const asked = { applicationId: scores[0]?.applicationId ?? '', now: database.clock.now() }
    const own = await database.reads.rankings.sheets(lead, { ...asked, others: 'OPEN' })
    expect(own?.sheets.map((one) => one.evaluator)).toEqual([null, null, null, null, null])
  })
})
