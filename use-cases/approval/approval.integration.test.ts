import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createProtocolStore } from '../../db/act/protocol-store.ts'
import type { Submission } from '../../db/approval/submission-store.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { openPackage } from '../../test/cycle/package.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { adoptedAct, firstId, rankedCall } from '../../test/support/ranked-call.ts'
import type { RankedCall } from '../../test/support/ranked-call.ts'
import { createSteps } from '../../test/support/steps.ts'
import { confirmRegionalReceipt } from '../../workers/approval/confirm-regional-receipt.ts'
import { drawUpPlan } from '../../workers/approval/draw-up-plan.ts'
import { recordRegionalOutcome as recordRegionalOutcomeStep } from '../../workers/approval/record-regional-outcome.ts'
import { remindRegionalAnswer } from '../../workers/approval/remind-regional-answer.ts'
import { sendPlanPackage } from '../../workers/approval/send-plan-package.ts'
import type { Actor } from '../../procedures/context.ts'
import type { OutcomeCommand } from './record-regional-outcome.ts'
import { REGION_ACTOR, recordRegionalOutcome } from './record-regional-outcome.ts'
import { recordRegionalReceipt } from './record-regional-receipt.ts'

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let owner: Actor
let state: RankedCall
let planVersionId: string
let submissionId: string

beforeEach(async () => {
  database = await createTestDatabase('2027-01-11T09:00:00Z')
  steps = createSteps(database)
  state = await rankedCall(database, steps)
  owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  await steps.job(drawUpPlan, { cycleId: state.cycleId, callId: state.callId })
  planVersionId = await firstId(database, 'plan_versions')
  await adoptedAct(database, { ...state, kind: 'PLAN_APPROVAL', subjectId: planVersionId, number: '3' })
  await database.stores.plans.move(planVersionId, 'adopt')
  await steps.job(sendPlanPackage, { cycleId: state.cycleId, planVersionId })
  submissionId = await firstId(database, 'submissions')
})
afterEach(() => database.close())

async function submission(): Promise<Submission> {
  const found = await database.stores.submissions.find(submissionId)
  if (found === null) throw new Error('no submission')
  return found
}
interface OutboxRow {
  state: string
  payload: { name: string; subject: string; text: string; sha256: string }
}
async function rows(kind: string): Promise<OutboxRow[]> {
  const query = 'select state, payload from outbox where kind = ? order by position'
  return (await database.knex.raw<{ rows: OutboxRow[] }>(query, [kind])).rows
}
const messages = async (name: string) =>
  (await rows('PUBLISH_MESSAGE')).filter(({ payload }) => payload.name === name)

async function receipt() {
  return {
    receiptNumber: 'RIC-2027-000001',
    protocolNumber: 'U1.2027.000001',
    receivedAt: '2027-01-11T09:00:05Z',
    packageSha256: (await submission()).packageSha256 ?? '',
  }
}
const receive = async (given?: Awaited<ReturnType<typeof receipt>>) =>
  database.run(owner, recordRegionalReceipt, { submissionId, receipt: given ?? (await receipt()) })
const outcome = (change: object = {}): OutcomeCommand => ({
  submissionId,
  outcome: 'VALIDATED',
  protocolNumber: 'E1.2027.000001',
  decidedOn: localDateSchema.parse('2027-01-11'),
  letter: { subject: 'Validazione', text: 'Se ne comunica la validazione.' },
  ...change,
})

describe('the plan (art. 8)', () => {
  it('holds the funded projects of the ranking and the split of the allocation, to the cent', async () => {
    const plan = await database.stores.plans.get(planVersionId)
    const projects = await database.stores.plans.projects(planVersionId)
    expect(projects.map(({ code, grantCents }) => [code, grantCents])).toEqual([
      ['T-1', 4_000_000],
      ['T-2', 2_500_000],
    ])
    expect([plan.alliancesCents, plan.systemActionsCents]).toEqual([77_440_000, 19_360_000])
  })

  it('goes to the Region in one package whose manifest names every file, with the head of the audit chain', async () => {
    const [sent, ...more] = await rows('REGION')
    const zip = await database.files.read(sent?.payload.sha256 ?? '')
    const opened = await openPackage(zip)
    expect(more).toEqual([])
    expect(await database.stores.documents.latest('submission-letter', submissionId)).not.toBeNull()
    expect(opened.isSound).toBe(true)
    expect(opened.sha256).toBe((await submission()).packageSha256)
    expect(opened.names).toEqual([
      'manifest.json',
      'lettera-di-trasmissione.pdf',
      'piano-territoriale.pdf',
      'graduatoria.pdf',
      'graduatoria-sigillo.json',
      'piano-tabella.csv',
      'piano-tabella.json',
      'atto-firmato.pdf',
    ])
    expect(opened.manifest).toMatchObject({
      kind: 'PLAN',
      submissionId,
      cycleCode: 'C-2027',
      callbackUrl: 'http://127.0.0.1:3000/api/region/outcomes',
    })
  })

  it('is not sent twice when its step runs again, and the reminder keeps its day', async () => {
    const before = await submission()
    database.setNow('2027-01-20T09:00:00Z')
    const again = await steps.job(sendPlanPackage, { cycleId: state.cycleId, planVersionId })
    expect(await submission()).toEqual(before)
    expect(await rows('REGION')).toHaveLength(1)
    expect(again).toMatchObject({ variables: { submissionId, regionReminderAt: '2027-02-10T09:00:00.000Z' } })
  })

  it('is not sent before its act has effects', async () => {
    await database.knex('submissions').del()
    await database.arrange((tx) => tx('plan_versions').update({ status: 'DRAWN_UP' }))
    await expect(steps.job(sendPlanPackage, { cycleId: state.cycleId, planVersionId })).rejects.toThrow(
      'not adopted',
    )
    expect(await database.knex('submissions')).toEqual([])
  })
})

describe("the Region's receipt (art. 8)", () => {
  it('is kept once however often the Region repeats it', async () => {
    await receive()
    await receive()
    expect(await messages('RegionalReceiptReceived')).toHaveLength(1)
    expect(await database.knex('audit_entries').where({ action: 'record-regional-receipt' })).toHaveLength(1)
    await steps.job(confirmRegionalReceipt, { cycleId: state.cycleId, submissionId })
    await steps.job(confirmRegionalReceipt, { cycleId: state.cycleId, submissionId })
    expect((await submission()).status).toBe('RECEIVED')
    expect((await messages('RegionalReceiptReceived'))[0]?.state).toBe('RECEIVED')
    expect(await database.knex('protocol_register').where({ direction: 'IN' })).toHaveLength(1)
  })

  it('is a fault when it names another package, or differs from the one that is there', async () => {
    const good = await receipt()
    await expect(receive({ ...good, packageSha256: 'f'.repeat(64) })).rejects.toThrow('not for the package')
    await receive(good)
    await expect(receive({ ...good, receiptNumber: 'RIC-2027-000002' })).rejects.toThrow('has receipt')
  })
})

describe("the Region's outcome (art. 8)", () => {
  it('is recorded once from its own system, and validates the plan', async () => {
    await receive()
    await steps.job(confirmRegionalReceipt, { cycleId: state.cycleId, submissionId })
    const first = await database.run(REGION_ACTOR, recordRegionalOutcome, outcome())
    const again = await database.run(REGION_ACTOR, recordRegionalOutcome, outcome())
    expect(again).toEqual(first)
    expect(await messages('RegionalOutcomeReceived')).toHaveLength(1)
    await steps.job(recordRegionalOutcomeStep, { cycleId: state.cycleId, submissionId, planVersionId })
    expect((await submission()).status).toBe('VALIDATED')
    expect((await database.stores.plans.get(planVersionId)).status).toBe('VALIDATED')
    const page = await database.reads.approval.submission(owner, submissionId)
    expect(page?.letterDocumentIds).toHaveLength(1)
  })

  it('is recorded by hand by the process owner alone', async () => {
    const member = await steps.actor(demoPersonId('TITULAR_CCIAA'))
    await expect(database.run(member, recordRegionalOutcome, outcome())).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
    await expect(database.run(owner, recordRegionalOutcome, outcome())).resolves.toMatchObject({
      outcome: 'VALIDATED',
    })
  })

  it.each([
    ['of an unknown submission', { submissionId: 'unknown' }, 'NOT_FOUND'],
    ['other than the validation', { outcome: 'SENT_BACK' }, 'OUTCOME_NOT_HANDLED'],
    ['decided before the plan was sent', { decidedOn: '2027-01-10' }, 'INVALID_INPUT'],
    ['decided after today', { decidedOn: '2027-01-12' }, 'INVALID_INPUT'],
  ])('is refused when it is one %s', async (_, change, code) => {
    await expect(database.run(REGION_ACTOR, recordRegionalOutcome, outcome(change))).rejects.toMatchObject({
      code,
    })
    expect((await submission()).outcome).toBeNull()
  })

  it('that takes back the validation before the process goes on stops it, until another validates', async () => {
    await receive()
    await steps.job(confirmRegionalReceipt, { cycleId: state.cycleId, submissionId })
    const scope = { cycleId: state.cycleId, submissionId, planVersionId }
    await database.run(REGION_ACTOR, recordRegionalOutcome, outcome())
    await database.run(owner, recordRegionalOutcome, outcome({ outcome: 'REJECTED', protocolNumber: 'E2' }))
    await expect(steps.job(recordRegionalOutcomeStep, scope)).rejects.toThrow('is not validated')
    await database.run(owner, recordRegionalOutcome, outcome({ protocolNumber: 'E3' }))
    await steps.job(recordRegionalOutcomeStep, scope)
    expect((await database.stores.submissions.validationOf(planVersionId))?.outcome?.protocol).toBe('E3')
    expect(await messages('RegionalOutcomeReceived')).toHaveLength(1)
  })

  it('is in force alone, however many arrive at once', async () => {
    const numbers = ['E1', 'E2', 'E3', 'E1', 'E2', 'E3']
    await Promise.all(
      numbers.map((protocolNumber) =>
        database.run(REGION_ACTOR, recordRegionalOutcome, outcome({ protocolNumber })),
      ),
    )
    const all = await database.stores.outcomes.ofSubmissions([submissionId])
    expect(all.map(({ status }) => status).toSorted()).toEqual(['IN_FORCE', 'SUPERSEDED', 'SUPERSEDED'])
    expect(await messages('RegionalOutcomeReceived')).toHaveLength(1)
  })

  it('is asked for by mail to the process owner once, however often the step runs', async () => {
    await steps.job(remindRegionalAnswer, { cycleId: state.cycleId, submissionId })
    await steps.job(remindRegionalAnswer, { cycleId: state.cycleId, submissionId })
    const mails = await rows('MAIL')
    expect(mails.map(({ payload }) => payload.subject)).toEqual(['C-2027: la Regione non ha ancora risposto'])
    expect(mails[0]?.payload.text).toContain(`http://127.0.0.1:3000/cycles/${state.cycleId}#outcome-title`)
  })

  it('is not asked for when it is there', async () => {
    const before = await rows('MAIL')
    await database.run(REGION_ACTOR, recordRegionalOutcome, outcome())
    await steps.job(remindRegionalAnswer, { cycleId: state.cycleId, submissionId })
    expect(await rows('MAIL')).toEqual(before)
  })
})

describe('the protocol register (DPR 445/2000 art. 53)', () => {
  it('numbers without gaps within a year, the same document once, also at the same moment', async () => {
    const register = (id: string) =>
      database.knex.transaction((tx) =>
        createProtocolStore(tx).register({
          ...{ direction: 'IN', subject: 'Atto', correspondent: 'Ente', fileSha256: null, id },
          at: new Date('2028-03-01T10:00:00Z'),
        }),
      )
    const ids = Array.from({ length: 8 }, (_, index) => `document-${index % 6}`)
    const numbers = await Promise.all(ids.map(register))
    expect(new Set(numbers)).toEqual(
      new Set(Array.from({ length: 6 }, (_, index) => `2028/000000${index + 1}`)),
    )
    expect([numbers[6], numbers[7]]).toEqual([numbers[0], numbers[1]])
  })
})
