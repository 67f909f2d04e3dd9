import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { loadDemoNetwork } from './demo-network.ts'
import type { ActProposal } from '../../db/act/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import { testConfiguration } from '../../domain/call/configuration.fixture.ts'
import { configurationHash } from '../../domain/call/configuration.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { derivedId, newId } from '../../domain/shared/ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { openCycle } from '../../use-cases/cycle/open-cycle.ts'
import type { TestDatabase } from './database.ts'
import { putVotedRanking } from './voted-ranking.ts'
import type { createSteps } from './steps.ts'

export interface RankedCall {
  cycleId: string
  callId: string
  rankingId: string
}

const DAY = localDateSchema.parse('2027-01-10')

/** A cycle whose ranking is approved, published and effective: two projects funded, one not. Rows only, no engine. */
export async function rankedCall(
  database: TestDatabase,
  steps: ReturnType<typeof createSteps>,
): Promise<RankedCall> {
  await loadDemoNetwork(database.stores)
  const owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  const { cycleId } = await database.run(owner, openCycle, {
    code: 'C-2027',
    title: 'Ciclo di prova',
    guidelinesAct: 'DGR di prova',
    guidanceDueOn: localDateSchema.parse('2027-06-30'),
    endsOn: localDateSchema.parse('2029-12-31'),
    allocations: [{ year: 2027, amountCents: 27_600_000 as never }],
  })
  const at = database.clock.now()
  const guidanceId = await database.stores.guidance.draft({
    ...{ cycleId, version: 1, title: 'Indirizzo', context: [], commentsDueAt: at, createdAt: at },
    ...{ needs: [{ text: 'nidi', source: 'ISTAT' }], priorities: [{ title: 'tempo', text: 'servizi' }] },
  })
  await adoptedAct(database, { cycleId, kind: 'GUIDANCE_ADOPTION', subjectId: guidanceId, number: '1' })
  const callId = await call(database, cycleId)
  const rankingId = await ranking(database, { cycleId, callId })
  await adoptedAct(database, { cycleId, kind: 'RANKING_APPROVAL', subjectId: rankingId, number: '2' })
  return { cycleId, callId, rankingId }
}

async function call({ stores, arrange }: TestDatabase, cycleId: string): Promise<string> {
  const id = derivedId('test-call', cycleId)
  const configuration = testConfiguration()
  await stores.calls.add({
    ...{ id, cycleId, number: 1, title: 'Avviso di prova', configuration },
    ...{ configurationSha256: configurationHash(configuration) },
    ...{ opensAt: new Date('2026-03-02T11:00:00Z'), closesAt: new Date('2026-04-15T10:00:00Z') },
  })
  const closed = { status: 'CLOSED' as const, outcome_published_at: new Date('2026-06-01T10:00:00Z') }
  await arrange((tx) => tx('calls').where({ id }).update(closed))
  return id
}

async function ranking(database: TestDatabase, { cycleId, callId }: { cycleId: string; callId: string }) {
  const { knex, arrange } = database
  const id = derivedId('test-ranking', callId)
  const meetingId = derivedId('test-meeting', callId)
  const meeting = {
    ...{ id: meetingId, cycle_id: cycleId, stage: 'EVALUATION' as const, subject_id: callId },
    ...{ round: 1, status: 'HELD' as const },
  }
  await arrange((tx) => tx('meetings').insert(meeting))
  await putVotedRanking(database, { id, callId, meetingId, at: new Date() })
  await database.stores.evaluation.adoptRanking(id)
  const applicants = [
    { body: 'ASSEMI', grant: 4_000_000 },
    { body: 'SERCOP', grant: 2_500_000 },
    { body: 'IPIS', grant: 0 },
  ] as const
  for (const [index, { body, grant }] of applicants.entries()) {
    const applicationId = await application(database, { callId, body, number: index + 1 })
    await knex('ranking_entries').insert({
      ...{ ranking_id: id, application_id: applicationId, position: index + 1, grant_cents: grant },
      ...{
        numerator: '7500',
        denominator: '1',
        points: '75.00',
        outcome: grant > 0 ? 'FUNDED' : 'ADMITTED_NOT_FUNDED',
      },
    })
  }
  return id
}

async function application(
  { knex, arrange }: TestDatabase,
  { callId, body, number }: { callId: string; body: 'ASSEMI' | 'SERCOP' | 'IPIS'; number: number },
): Promise<string> {
  const id = derivedId('test-application', callId, body)
  const submitted = new Date('2026-04-01T10:00:00Z')
  const presented = {
    ...{
      id,
      call_id: callId,
      code: `T-${number}`,
      title: `Progetto ${number}`,
      area: 'CAREGIVER',
      summary: 'Sintesi',
    },
    ...{ lead_body_id: demoBodyId(body), total_cost_cents: 6_000_000, requested_cents: 4_000_000 },
    ...{
      content: '{}',
      content_sha256: hashOf({}),
      status: 'ADMITTED' as const,
      receipt_number: `R-${number}`,
    },
    ...{ submitted_by: demoPersonId(`LEAD_${body}`), drafted_at: submitted, arrived_at: submitted },
  }
  await arrange((tx) => tx('applications').insert(presented))
  const named = { application_id: id, part_sha256: hashOf({}) }
  await knex('application_partners').insert([
    { ...named, body_id: demoBodyId(body), code: body, role: 'LEAD', contribution: 'Coordina' },
    {
      ...{ ...named, body_id: demoBodyId('COOP_TOTEM'), code: 'COOP_TOTEM' },
      ...{ role: 'PARTNER', contribution: 'Servizi' },
    },
  ])
  await knex('expected_results').insert({ application_id: id, indicator: 'RECIPIENTS', expected: 100 })
  return id
}

/** An act with all that gives it effects, and the documents that later steps read. */
export async function adoptedAct(
  database: TestDatabase,
  act: { cycleId: string; kind: ActKind; subjectId: string; number: string },
): Promise<void> {
  const { stores, files, clock } = database
  const at = clock.now()
  const waiting = await proposalFor(database, act.kind, act.subjectId)
  const proposalId =
    waiting?.status === 'PROPOSED'
      ? waiting.id
      : await stores.acts.propose({ ...act, id: newId(), title: `Atto ${act.number}`, at })
  const signed = await files.put(Buffer.from(`%PDF-1.7 signed ${act.number}`))
  const record = (kind: string, file: typeof signed) =>
    stores.documents.record({
      ...{
        ...file,
        cycleId: act.cycleId,
        kind,
        subjectId: act.subjectId,
        title: kind,
        fileName: `${kind}.pdf`,
      },
      ...{ mediaType: 'application/pdf', signature: 'NONE', createdAt: at },
    })
  for (const kind of ['plan', 'final-report', 'ranking']) await record(kind, signed)
  const documentId = await record('act', signed)
  await stores.documents.record({
    ...{
      ...signed,
      cycleId: act.cycleId,
      kind: 'signed-act',
      subjectId: proposalId,
      title: 'Atto',
      fileName: 'atto.pdf',
    },
    ...{ mediaType: 'application/pdf', signature: 'NONE', createdAt: at },
  })
  await record('ranking-seal', await files.put(Buffer.from('{}')))
  await stores.acts.attachDocument(proposalId, { documentId, contentSha256: signed.sha256 })
  await stores.acts.recordAdoption({
    ...{
      proposalId,
      type: 'Determinazione',
      number: act.number,
      organ: 'Direttore generale',
      adoptedOn: DAY,
      signature: 'NONE',
    },
    ...{
      proposalSha256: signed.sha256,
      signedFileSha256: signed.sha256,
      protocolNumber: `2027/000000${act.number}`,
    },
  })
  await stores.acts.recordPublication(proposalId, { on: DAY, number: act.number })
  await stores.acts.makeEffective(proposalId, { at, documentId })
}

/** The newest proposal of a kind on a subject. */
export async function proposalFor(
  { knex, stores }: TestDatabase,
  kind: ActKind,
  subjectId: string,
): Promise<ActProposal | null> {
  const row = await knex('act_proposals')
    .where({ kind, subject_id: subjectId })
    .orderByRaw(`status = 'EFFECTIVE', proposed_at desc, id desc`)
    .first<{ id: string } | undefined>('id')
  return row ? stores.acts.find(row.id) : null
}

/** The id of a table's only row. */
export async function firstId({ knex }: TestDatabase, table: string): Promise<string> {
  const row = await knex(table).first<{ id: string } | undefined>('id')
  if (row === undefined) throw new Error(`${table} is empty`)
  return row.id
}
