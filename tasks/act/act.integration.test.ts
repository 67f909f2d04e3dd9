import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { firstId, rankedCall, proposalFor } from '../../test/support/ranked-call.ts'
import type { RankedCall } from '../../test/support/ranked-call.ts'
import { createSteps } from '../../test/support/steps.ts'
import { beginActEffects } from '../../workers/act/begin-act-effects.ts'
import { drawUpPlan } from '../../workers/approval/draw-up-plan.ts'
import { prepareActProposal } from '../../workers/act/prepare-act-proposal.ts'
import type { Actor } from '../../procedures/context.ts'
import { attachWorkItemFile } from '../../use-cases/cycle/attach-work-item-file.ts'

const adoption = { number: '12', adoptedOn: '2027-01-11', organ: 'Direttore generale' }
const publication = { publishedOn: '2027-01-11', publicationNumber: '34' }

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let owner: Actor
let state: RankedCall
let variables: { cycleId: string; actProposalId: string }
let planVersionId: string

beforeEach(async () => {
  database = await createTestDatabase('2027-01-11T09:00:00Z')
  steps = createSteps(database)
  state = await rankedCall(database, steps)
  owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  await steps.job(drawUpPlan, { cycleId: state.cycleId, callId: state.callId })
  planVersionId = await firstId(database, 'plan_versions')
  const proposal = await proposalFor(database, 'PLAN_APPROVAL', planVersionId)
  variables = { cycleId: state.cycleId, actProposalId: proposal?.id ?? '' }
  await steps.job(prepareActProposal, variables)
})
afterEach(() => database.close())

async function openAdoption(): Promise<string> {
  return steps.open('Task_RecordAct', variables)
}
async function uploadSigned(workItemId: string): Promise<void> {
  const bytes = Buffer.from('%PDF-1.7 /SubFilter /ETSI.CAdES.detached /ByteRange [0 0 0 0]')
  const file = { fileName: 'atto.pdf', mediaType: 'application/pdf', ...(await database.files.put(bytes)) }
  await database.run(owner, attachWorkItemFile, {
    id: workItemId,
    kind: 'SIGNED_ACT',
    file: { ...file, content: 'pdf', enclosed: null, signs: [], signature: 'UNVERIFIED' },
  })
}
async function adopt(): Promise<void> {
  const item = await openAdoption()
  await uploadSigned(item)
  await steps.complete(owner, item, adoption)
}
const planStatus = async () => (await database.stores.plans.get(planVersionId)).status

describe('an act (art. 8)', () => {
  it('is a proposal with its document until the body adopts it', async () => {
    const proposal = await database.stores.acts.get(variables.actProposalId)
    const document = await database.stores.documents.find(proposal.documentId ?? '')
    expect(proposal.status).toBe('PROPOSED')
    expect(document?.fileName).toBe('piano-territoriale-proposta.pdf')
  })

  it.each([
    ['number', { ...adoption, number: '' }],
    ['date', { ...adoption, adoptedOn: null }],
    ['organ', { ...adoption, organ: ' ' }],
  ])('is not recorded without its %s', async (_, input) => {
    const item = await openAdoption()
    await uploadSigned(item)
    await expect(steps.complete(owner, item, input)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await database.stores.acts.findAct(variables.actProposalId)).toBeNull()
  })

  it('is not recorded without its signed file', async () => {
    const item = await openAdoption()
    await expect(steps.complete(owner, item, adoption)).rejects.toMatchObject({ code: 'FILE_MISSING' })
  })

  it.each(['2027-01-10', '2027-01-12'])(
    'is not adopted on %s: before its proposal, or after today',
    async (day) => {
      const item = await openAdoption()
      await uploadSigned(item)
      await expect(steps.complete(owner, item, { ...adoption, adoptedOn: day })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    },
  )

  it('takes a number that its organ has not given to another act of the year', async () => {
    await adopt()
    const other = await database.stores.acts.propose({
      ...{ id: 'other', cycleId: state.cycleId, kind: 'FINAL_RETURN', subjectId: 'other', title: 'Altro' },
      at: database.clock.now(),
    })
    const item = await steps.open('Task_RecordAct', { cycleId: state.cycleId, actProposalId: other })
    await uploadSigned(item)
    await expect(steps.complete(owner, item, adoption)).rejects.toMatchObject({ code: 'ACT_NUMBER_TAKEN' })
    expect((await database.stores.acts.get(other)).status).toBe('PROPOSED')
  })

  it('keeps its signed file as not verified, under a protocol number', async () => {
    await adopt()
    const [entry] = (await database.reads.acts.ofCycle(owner, state.cycleId)).items.filter(
      ({ id }) => id === variables.actProposalId,
    )
    expect(entry).toMatchObject({
      status: 'ADOPTED',
      signature: 'UNVERIFIED',
      protocolNumber: '2027/0000001',
    })
    expect(entry?.signedDocumentId).not.toBeNull()
  })

  it('has no effects while it is only a proposal, or adopted and not published (art. 8, 11)', async () => {
    await expect(steps.job(beginActEffects, variables)).rejects.toThrow('has no effects')
    await adopt()
    await expect(steps.job(beginActEffects, variables)).rejects.toThrow('has no effects')
    expect(await planStatus()).toBe('DRAWN_UP')
  })

  it('is not published before it is adopted', async () => {
    await adopt()
    const item = await steps.open('Task_RecordPublication', variables)
    await expect(
      steps.complete(owner, item, { ...publication, publishedOn: '2027-01-10' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('has its effects once after publication, and its document carries number, date and organ', async () => {
    await adopt()
    await steps.complete(owner, await steps.open('Task_RecordPublication', variables), publication)
    await steps.job(beginActEffects, variables)
    const first = await domainRows()
    await steps.job(beginActEffects, variables)
    expect(await domainRows()).toEqual(first)
    expect(await planStatus()).toBe('ADOPTED')
    const proposal = await database.stores.acts.get(variables.actProposalId)
    const document = await database.stores.documents.find(proposal.documentId ?? '')
    expect(document?.fileName).toBe('piano-territoriale.pdf')
  })

  it('is proposed and rendered the same when its steps run again', async () => {
    const first = await domainRows()
    await steps.job(drawUpPlan, { cycleId: state.cycleId, callId: state.callId })
    await steps.job(prepareActProposal, variables)
    expect(await domainRows()).toEqual(first)
  })
})

const ABOUT_RUNS = ['job_executions', 'audit_entries', 'audit_heads', 'process_instances']

/* The ledger and the audit chain say that a step ran twice; nothing else may. */
async function domainRows(): Promise<Record<string, unknown[]>> {
  const tables = Object.entries(await database.dump())
  return Object.fromEntries(tables.filter(([table]) => !ABOUT_RUNS.includes(table)))
}
