import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { renderDocument } from '../../reports/render-document.ts'
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

const publication = { publishedOn: '2027-01-11', publicationNumber: '34' }

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let owner: Actor
let state: RankedCall
let variables: { cycleId: string; actProposalId: string }
let planVersionId: string
let adoption: { number: string; adoptedOn: string; organ: string; proposalSha256: string }

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
  adoption = {
    number: '12',
    adoptedOn: '2027-01-11',
    organ: 'Direttore generale',
    proposalSha256: await proposed(),
  }
})
afterEach(() => database.close())

const proposed = async () => (await database.stores.acts.documentSha256(variables.actProposalId)) ?? ''
const rename = (family_name: string) =>
  database.arrange((tx) =>
    tx('persons')
      .where({ id: demoPersonId('PROCESS_OWNER') })
      .update({ family_name }),
  )
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

  it('is adopted as it was read: another document goes back to be adopted', async () => {
    const item = await openAdoption()
    await uploadSigned(item)
    await rename('Altro responsabile')
    await steps.job(prepareActProposal, variables)
    await expect(steps.complete(owner, item, adoption)).rejects.toMatchObject({ code: 'DOCUMENT_CHANGED' })
    expect(await database.stores.acts.findAct(variables.actProposalId)).toBeNull()
    const proposalSha256 = await proposed()
    expect((await steps.load(owner, item)).data).toMatchObject({ proposalSha256 })
    await steps.complete(owner, item, { ...adoption, proposalSha256 })
    expect(await database.stores.acts.findAct(variables.actProposalId)).toMatchObject({ proposalSha256 })
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
    const { documentId, contentSha256 } = await database.stores.acts.get(variables.actProposalId)
    if (documentId === null || contentSha256 === null) throw new Error('the proposal has no document')
    await database.stores.acts.attachDocument(other, { documentId, contentSha256 })
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

  it('says what was adopted, whatever the rows say since', async () => {
    await adopt()
    const { contentSha256 } = await database.stores.acts.get(variables.actProposalId)
    await rename('Altro responsabile')
    await steps.job(prepareActProposal, variables)
    await steps.complete(owner, await steps.open('Task_RecordPublication', variables), publication)
    await steps.job(beginActEffects, variables)
    const proposal = await database.stores.acts.get(variables.actProposalId)
    expect(proposal.contentSha256).toBe(contentSha256)
    const bytes = await database.files.read(contentSha256 ?? '')
    const { kind, viewModel } = JSON.parse(bytes.toString()) as Parameters<typeof adoptedDocument>[0]
    expect(await proposed()).toBe(sha256Hex(await adoptedDocument({ kind, viewModel })))
    const bent = database.knex('act_proposals').where({ id: proposal.id }).update({ content_sha256: null })
    await expect(bent).rejects.toThrow('says stays as it was adopted')
  })

  it('is proposed and rendered the same when its steps run again', async () => {
    const first = await domainRows()
    await steps.job(drawUpPlan, { cycleId: state.cycleId, callId: state.callId })
    await steps.job(prepareActProposal, variables)
    expect(await domainRows()).toEqual(first)
  })
})

const adoptedDocument = ({ kind, viewModel }: { kind: 'plan'; viewModel: DocumentViewModel<'plan'> }) => {
  const { number, adoptedOn, organ } = adoption
  return renderDocument(kind, { ...viewModel, act: { type: 'Determinazione', number, adoptedOn, organ } })
}

const ABOUT_RUNS = ['job_executions', 'audit_entries', 'audit_heads', 'process_instances']

/* The ledger and the audit chain say that a step ran twice; nothing else may. */
async function domainRows(): Promise<Record<string, unknown[]>> {
  const tables = Object.entries(await database.dump())
  return Object.fromEntries(tables.filter(([table]) => !ABOUT_RUNS.includes(table)))
}
