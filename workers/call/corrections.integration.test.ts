import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { configurationHash, SIGNED_FORM } from '../../domain/call/configuration.ts'
import { closedAt } from '../../domain/call/window.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { actDocuments } from '../../documents/act/act-documents.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import { withoutFunction } from '../../procedures/context.ts'
import type { Actor } from '../../procedures/context.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { proposalFor } from '../../test/support/ranked-call.ts'
import { proposeCorrection } from '../../use-cases/call/propose-correction.ts'
import { submitApplication } from '../../use-cases/call/submit-application.ts'
import { withdrawApplication } from '../../use-cases/call/withdraw-application.ts'
import { closeCall } from './close-call.ts'
import { proposeCorrectionAct } from './propose-correction-act.ts'
import { publishCorrection } from './publish-correction.ts'

const [drafting, submitting] = [demoAlliances[0], demoAlliances[1]!]
const nobody = withoutFunction('', '')
let database: TestDatabase
let scenario: CallScenario
let callId: string
let draftId: string
let submittedId: string

beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  callId = (await scenario.openCall()).id
  draftId = await scenario.draft(callId, drafting)
  submittedId = await scenario.draft(callId, submitting)
  await scenario.submit(submittedId, submitting.lead)
}, 60_000)
afterEach(() => database.close())

const call = () => database.stores.calls.get(callId)
async function corrected(change: (file: CallConfiguration) => unknown): Promise<CallConfiguration> {
  const file = structuredClone((await call()).configuration)
  change(file)
  return file
}
const later = (file: CallConfiguration) => {
  const { closes } = file.window.value
  closes.date = addDays(closes.date, 14)
}
const propose = async (
  change: (file: CallConfiguration) => unknown,
  { reason = 'Uffici chiusi', actor = scenario.owner }: { reason?: string; actor?: Actor } = {},
) =>
  database.run(actor, proposeCorrection, {
    ...{ callId, reason },
    corrected: { configuration: await corrected(change) },
  })
const variables = (callCorrectionId: string) => ({ cycleId: scenario.cycleId, callCorrectionId })

/* Its act is proposed, and is in force as if it had been adopted and published. */
async function inForce(correctionId: string): Promise<void> {
  await scenario.steps.job(proposeCorrectionAct, variables(correctionId))
  await database.arrange((tx) =>
    tx('act_proposals').where({ subject_id: correctionId }).update({ status: 'EFFECTIVE' }),
  )
}
const publish = (correctionId: string) =>
  scenario.steps.job(publishCorrection, variables(correctionId), `publish ${correctionId}`)
const mails = () =>
  database.knex('outbox').where({ kind: 'MAIL' }).orderBy('position').pluck<MailPayload[]>('payload')
const emailOf = async (lead: string) =>
  (await database.stores.network.findPerson(demoPersonId(`LEAD_${lead}`)))?.email
const shown = async (actor: Actor) => (await database.reads.corrections.ofCall(actor, callId)).items

describe('proposing a correction (L. 241/1990 art. 12)', () => {
  it('is the process owner’s, while the call is published', async () => {
    const lead = await scenario.leadOf(drafting.lead)
    await expect(propose(later, { actor: lead })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    database.setNow((await call()).closesAt)
    await expect(propose(later)).rejects.toMatchObject({ code: 'CORRECTION_TOO_LATE' })
  })

  it('refuses a new maximum in the same window, saying where', async () => {
    const refused = propose((file) => (file.grant.maxAmountCents.value = 9_000_000 as never))
    await expect(refused).rejects.toMatchObject({
      code: 'CALL_CONFIGURATION_INVALID',
      facts: { problems: [{ path: 'window.value.closes', code: 'EXTENSION_DUE' }] },
    })
  })

  it('refuses what contradicts itself', async () => {
    const refused = propose((file) => (file.evaluation.maxCentipoints.value = 9_000 as never))
    await expect(refused).rejects.toMatchObject({ code: 'CALL_CONFIGURATION_INVALID' })
  })

  it('is once however often it is sent, and one at a time', async () => {
    const one = await propose(later)
    expect(await propose(later)).toEqual(one)
    await expect(propose(later, { reason: 'Altro' })).rejects.toMatchObject({ code: 'CORRECTION_PENDING' })
    expect(await database.owner('audit_entries').where({ action: 'propose-correction' })).toHaveLength(1)
  })

  it('changes nothing before its act, and shows it to the office alone', async () => {
    const before = await call()
    const { correctionId } = await propose(later)
    await scenario.steps.job(proposeCorrectionAct, variables(correctionId))
    await expect(publish(correctionId)).rejects.toThrow('has no effect yet')
    expect(await call()).toEqual(before)
    for (const other of [nobody, await scenario.leadOf(drafting.lead)]) expect(await shown(other)).toEqual([])
    expect(await shown(scenario.owner)).toMatchObject([{ version: 2, status: 'PROPOSED' }])
  })
})

describe('a correction in force', () => {
  const change = (file: CallConfiguration) => {
    file.grant.maxAmountCents.value = 14_000_000 as never
    later(file)
  }

  it('is the call’s new version, with its hash and closing; the old one stays beside it, for anybody', async () => {
    const before = await call()
    const configuration = await corrected(change)
    const { correctionId } = await propose(change)
    await inForce(correctionId)
    await publish(correctionId)
    const after = await call()
    expect(after).toMatchObject({
      status: 'PUBLISHED',
      configurationSha256: configurationHash(configuration),
    })
    expect(after.closesAt.getTime()).toBe(before.closesAt.getTime() + 14 * 86_400_000)
    expect(await shown(nobody)).toMatchObject([
      { version: 2, status: 'PUBLISHED', reason: 'Uffici chiusi', replaced: before.configuration },
    ])
    const second = await propose((file) => (file.title.value = 'Titolo corretto' as never))
    await inForce(second.correctionId)
    await publish(second.correctionId)
    expect((await shown(nobody)).map(({ version }) => version)).toEqual([3, 2])
    expect((await call()).title).toBe('Titolo corretto')
  })

  it('is told to who has a draft and who has submitted, old and new, once', async () => {
    const { correctionId } = await propose(change)
    await inForce(correctionId)
    const before = (await mails()).length
    await publish(correctionId)
    await scenario.steps.jobAgain(publishCorrection, variables(correctionId))
    const told = (await mails()).slice(before)
    const leads = [await emailOf(drafting.lead), await emailOf(submitting.lead)]
    expect(told.map(({ to }) => to[0]).toSorted()).toEqual(leads.toSorted())
    expect(told[0]?.text).toMatch(/Contributo massimo: .*130\.000,00.* → .*140\.000,00/)
    expect(told[0]?.text).toContain('si può ritirare e ripresentare')
  })

  it('lets who submitted submit again till the new closing, under the new version (art. 10)', async () => {
    const { closesAt } = await call()
    const { correctionId } = await propose(change)
    await inForce(correctionId)
    await publish(correctionId)
    database.setNow(new Date(closesAt.getTime() + 60_000))
    const lead = await scenario.leadOf(submitting.lead)
    const first = await database.stores.applications.get(submittedId)
    await database.run(lead, withdrawApplication, { applicationId: submittedId })
    const again = await scenario.draft(callId, submitting)
    const receipt = await database.run(lead, submitApplication, { applicationId: again })
    expect(receipt.receiptNumber).not.toBe(first.receiptNumber)
    expect(receipt.contentSha256).not.toBe(first.contentSha256)
  })

  it('makes the form signed under the old rules void: a draft lacks it, what was submitted keeps its own (art. 10)', async () => {
    const { attachments } = database.stores
    const hasForm = async (id: string) => (await attachments.of(id)).some(({ kind }) => kind === SIGNED_FORM)
    expect(await hasForm(draftId)).toBe(true)
    const { correctionId } = await propose(change)
    await inForce(correctionId)
    await publish(correctionId)
    expect([await hasForm(draftId), await hasForm(submittedId)]).toEqual([false, true])
    expect(await attachments.replacedOf(draftId)).toMatchObject([
      { kind: SIGNED_FORM, replacedAt: database.clock.now(), replacedBy: scenario.owner.displayName },
    ])
    await scenario.attach(draftId, drafting.lead, SIGNED_FORM)
    expect((await scenario.submit(draftId, drafting.lead)).attachments.map(({ kind }) => kind)).toContain(
      SIGNED_FORM,
    )
  })

  it('and a submission at the same moment do not pass each other by: the receipt cites what is there (art. 10)', async () => {
    const { correctionId } = await propose(change)
    await inForce(correctionId)
    const [receipt] = await Promise.all([scenario.submit(draftId, drafting.lead), publish(correctionId)])
    const there = await database.stores.attachments.of(draftId)
    expect(receipt.attachments).toEqual(there.map(({ kind, sha256 }) => ({ kind, sha256 })))
  })

  it('is followed by the closing: at the old hour the call stays open, at the new one it closes (art. 10)', async () => {
    const { closesAt } = await call()
    const { correctionId } = await propose(later)
    await inForce(correctionId)
    await publish(correctionId)
    const closing = { cycleId: scenario.cycleId, callId }
    database.setNow(closedAt({ closesAt }))
    expect(await scenario.steps.job(closeCall, closing, 'old hour')).toMatchObject({
      variables: { callClosed: false },
    })
    database.setNow(closedAt(await call()))
    expect(await scenario.steps.job(closeCall, closing, 'new hour')).toMatchObject({
      variables: { callClosed: true },
    })
  })

  it('changes nothing where its act comes when the call has closed, and says so to the office', async () => {
    const before = await call()
    const { correctionId } = await propose(later)
    await inForce(correctionId)
    database.setNow(before.closesAt)
    await publish(correctionId)
    expect(await call()).toEqual(before)
    expect((await mails()).at(-1)?.subject).toContain('non ha effetto')
    expect(await shown(nobody)).toEqual([])
    expect(await shown(scenario.owner)).toMatchObject([{ status: 'LAPSED' }])
  })

  it('has the whole notice as its act’s paper, with the reason and what changes', async () => {
    const { correctionId } = await propose(change)
    await scenario.steps.job(proposeCorrectionAct, variables(correctionId))
    const proposal = await proposalFor(database, 'CALL_NOTICE', correctionId)
    const context = { stores: database.stores, files: database.files, now: database.clock.now() }
    const paper = await actDocuments.CALL_NOTICE(context, proposal!)
    expect(paper).toMatchObject({
      kind: 'call-notice',
      viewModel: { correction: { version: 2, reason: 'Uffici chiusi' } },
    })
    expect(JSON.stringify(paper.viewModel)).toContain('Contributo massimo')
  })

  it('is the only way to change a published call: the database refuses another (L. 241/1990 art. 12)', async () => {
    const configuration = JSON.stringify(await corrected(change))
    const { correctionId } = await propose(change)
    const { configuration_sha256, closes_at } = (await database
      .knex('call_corrections')
      .where({ id: correctionId })
      .first())!
    const update = { configuration, configuration_sha256, closes_at }
    const changed = database.knex('calls').where({ id: callId }).update(update)
    await expect(changed).rejects.toThrow('a frozen call does not change')
  })
})
