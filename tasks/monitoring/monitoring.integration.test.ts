import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { openPackage } from '../../test/cycle/package.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { adoptedAct, firstId, rankedCall, proposalFor } from '../../test/support/ranked-call.ts'
import { createSteps } from '../../test/support/steps.ts'
import { drawUpPlan } from '../../workers/approval/draw-up-plan.ts'
import { gatherResults } from '../../workers/monitoring/gather-results.ts'
import { prepareActProposal } from '../../workers/act/prepare-act-proposal.ts'
import { prepareFinalReturn } from '../../workers/monitoring/prepare-final-return.ts'
import { sendFinalReturn } from '../../workers/monitoring/send-final-return.ts'
import { startProjects } from '../../workers/cycle/start-projects.ts'
import type { Actor } from '../../procedures/context.ts'
import { MOST_ROWS } from '../../db/platform/page.ts'

const report = { summary: 'Sintesi', assessment: 'Valutazione', committeeSeenOn: '' }

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let owner: Actor
let lead: Actor
let cycleId: string
let planVersionId: string
let projectIds: string[]

beforeEach(async () => {
  database = await createTestDatabase('2027-01-11T09:00:00Z')
  steps = createSteps(database)
  const state = await rankedCall(database, steps)
  cycleId = state.cycleId
  owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  lead = await steps.actor(demoPersonId('LEAD_ASSEMI'))
  await steps.job(drawUpPlan, { cycleId, callId: state.callId })
  planVersionId = await firstId(database, 'plan_versions')
  await database.arrange((tx) => tx('plan_versions').update({ status: 'VALIDATED' }))
  await steps.job(startProjects, { cycleId, planVersionId })
  projectIds = await database.knex('projects').orderBy('code').pluck<string[]>('id')
})
afterEach(() => database.close())

/* Who acts for the body that leads the project: its task is that body's alone (art. 10). */
async function leadOf(projectId: string): Promise<Actor> {
  const { leadBodyId } = await database.stores.projects.get(projectId)
  const people = await database.stores.network.personsWithRole('ALLIANCE_LEAD', database.today())
  const actors = await Promise.all(people.map(({ id }) => steps.actor(id, 'ALLIANCE_LEAD')))
  const own = actors.find(({ bodyId }) => bodyId === leadBodyId)
  if (own === undefined) throw new Error(`nobody leads ${projectId}`)
  return own
}

async function tell(projectId: string, results: unknown[]): Promise<unknown> {
  const item = await steps.open('Task_ReportResults', { cycleId, projectId })
  return steps.complete(await leadOf(projectId), item, { results })
}
const achieved = (count: number) => [{ indicator: 'RECIPIENTS', achieved: count, note: null }]
async function tellAll(): Promise<void> {
  for (const projectId of projectIds) await tell(projectId, achieved(120))
}
async function prepared(): Promise<string> {
  await tellAll()
  await steps.job(gatherResults, { cycleId })
  await steps.complete(owner, await steps.open('Task_WriteFinalReport', { cycleId }), report)
  await steps.job(prepareFinalReturn, { cycleId, planVersionId })
  return firstId(database, 'submissions')
}
const outbox = (kind: 'MAIL' | 'REGION') => database.knex('outbox').where({ kind })

describe('results (art. 10)', () => {
  it('shows what each indicator promised beside the field for what was achieved', async () => {
    const item = await steps.open('Task_ReportResults', { cycleId, projectId: projectIds[0] ?? '' })
    const { data } = await steps.load(lead, item)
    expect(data['results']).toEqual([
      { indicator: 'RECIPIENTS', label: 'Destinatari finali', unit: 'persone', expected: 100 },
    ])
  })

  it.each([
    ['leave an indicator out', []],
    ['name one that the call does not know', [...achieved(1), { indicator: 'OTHER', achieved: 1, note: '' }]],
    ['tell one twice', [...achieved(1), ...achieved(2)]],
    ['are below zero', achieved(-1)],
  ])('are refused when they %s', async (_, results) => {
    await expect(tell(projectIds[0] ?? '', results)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await database.knex('achieved_results')).toEqual([])
  })

  it('are gathered only when every project has told them', async () => {
    await tell(projectIds[0] ?? '', achieved(120))
    await expect(steps.job(gatherResults, { cycleId })).rejects.toThrow('no results yet')
  })

  it('are gathered in one table, expected against achieved', async () => {
    await tellAll()
    await steps.job(gatherResults, { cycleId })
    const table = await database.stores.documents.latest('results-table', cycleId)
    const csv = (await database.files.read(table?.sha256 ?? '')).toString()
    expect(csv).toContain('RECIPIENTS;100;120;120,00 %')
  })

  it('are read by a lead for its own project only', async () => {
    await tellAll()
    const own = await database.reads.monitoring.results(lead, cycleId)
    const all = await database.reads.monitoring.results(owner, cycleId)
    expect([own.projects.items.length, all.projects.items.length]).toEqual([1, 2])
  })
})

describe('what a lead reads of the whole network (art. 6, 10)', () => {
  const read = async (who: Actor) => {
    const { years, finalReport } = await database.reads.monitoring.results(who, cycleId)
    return [years.length > 0, finalReport?.summary ?? null]
  }

  it('is not the money of each year, nor the final report before its act is published', async () => {
    const submissionId = await prepared()
    expect([await read(owner), await read(lead)]).toEqual([
      [true, 'Sintesi'],
      [false, null],
    ])
    await adoptedAct(database, { cycleId, kind: 'FINAL_RETURN', subjectId: submissionId, number: '9' })
    expect(await read(lead)).toEqual([false, 'Sintesi'])
  })
})

describe('the final return (art. 6, 8)', () => {
  it('tells the committee the results, once', async () => {
    await prepared()
    const mails = await outbox('MAIL')
    await steps.job(prepareFinalReturn, { cycleId, planVersionId })
    const holders = await database.knex('functions').whereNotNull('seat_id')
    expect(mails).toHaveLength(holders.length)
    expect(await outbox('MAIL')).toHaveLength(holders.length)
  })

  it('has its report rendered from results and money, as a proposal', async () => {
    const submissionId = await prepared()
    const proposal = await proposalFor(database, 'FINAL_RETURN', submissionId)
    await steps.job(prepareActProposal, { cycleId, actProposalId: proposal?.id ?? '' })
    const document = await database.stores.documents.latest('final-report', submissionId)
    expect(document?.fileName).toBe('relazione-finale-proposta.pdf')
  })

  async function workbookKept(reconciles: boolean): Promise<void> {
    const text = reconciles ? 'workbook' : 'workbook with a wrong total'
    await database.stores.documents.record({
      ...(await database.files.put(Buffer.from(text))),
      ...{
        cycleId,
        kind: 'expenditure-workbook',
        subjectId: cycleId,
        title: 'Rendiconto',
        signature: 'NONE',
      },
      ...{ fileName: 'rendiconto.xlsx', mediaType: 'application/zip', reconciles },
      createdAt: database.clock.now(),
    })
  }

  async function sent(): Promise<string> {
    const submissionId = await prepared()
    await adoptedAct(database, { cycleId, kind: 'FINAL_RETURN', subjectId: submissionId, number: '9' })
    await workbookKept(true)
    for (let run = 0; run < 2; run += 1) await steps.job(sendFinalReturn, { cycleId, submissionId })
    return submissionId
  }

  it('goes to the Region once, with report, workbook, results and signed act', async () => {
    const submissionId = await sent()
    expect(await outbox('REGION')).toHaveLength(1)
    const submission = await database.stores.submissions.find(submissionId)
    const opened = await openPackage(await database.files.read(submission?.packageSha256 ?? ''))
    expect(opened.isSound).toBe(true)
    expect(opened.manifest.kind).toBe('FINAL_RETURN')
    expect(opened.manifest.files.map(({ name }) => name)).toEqual([
      'lettera-di-trasmissione.pdf',
      'relazione-finale.pdf',
      'rendiconto-economico-finanziario.xlsx',
      'risultati.csv',
      'atto-firmato.pdf',
    ])
  })

  it('does not leave with a workbook that does not reconcile, until it is produced anew (art. 8)', async () => {
    const submissionId = await prepared()
    await adoptedAct(database, { cycleId, kind: 'FINAL_RETURN', subjectId: submissionId, number: '9' })
    await workbookKept(false)
    const send = () => steps.job(sendFinalReturn, { cycleId, submissionId })
    await expect(send()).rejects.toThrow('does not reconcile')
    expect(await outbox('REGION')).toEqual([])
    database.setNow('2027-01-12T09:00:00Z')
    await workbookKept(true)
    await send()
    expect(await outbox('REGION')).toHaveLength(1)
  })

  it.each<[string, boolean]>([
    ['PROCESS_OWNER', true],
    ['FINANCE_1', true],
    ['TITULAR_CISL', false],
    ['LEAD_ASSEMI', false],
    ['MEMBER_COMUNE_RHO', false],
  ])('has a package that %s reads: %p; its report everybody (art. 8)', async (code, reads) => {
    const submissionId = await sent()
    const viewer = await steps.actor(demoPersonId(code))
    const page = await database.reads.approval.submission(viewer, submissionId)
    expect(page?.packageDocumentId !== null).toBe(reads)
    const stored = await database.stores.documents.latest('regional-package', submissionId)
    expect((await database.reads.documents.find(viewer, stored?.id ?? '')) !== null).toBe(reads)
    const kinds = (await database.reads.documents.ofCycle(viewer, cycleId, { limit: MOST_ROWS })).items.map(
      ({ kind }) => kind,
    )
    expect([kinds.includes('regional-package'), kinds.includes('act')]).toEqual([reads, true])
  })
})
