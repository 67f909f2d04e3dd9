import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { closedAt } from '../../domain/call/window.ts'
import type { Actor } from '../../procedures/context.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { attachApplicationFile } from './attach-application-file.ts'
import { attachPartnerLetter } from './attach-partner-letter.ts'
import { confirmPartnership } from './confirm-partnership.ts'
import { discardApplicationDraft } from './discard-application-draft.ts'
import { redraftApplication } from './redraft-application.ts'
import { saveApplicationDraft } from './save-application-draft.ts'
import { withdrawApplication } from './withdraw-application.ts'

const [alliance] = demoAlliances
const LEAD = alliance.lead

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>
let partner: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
  const bodyId = demoBodyId('FONDAZIONE_TEMPO')
  await scenario.steps.hold(demoPersonId('LEAD_SERCOP'), { role: 'NETWORK_MEMBER', bodyId, signatory: true })
  partner = await scenario.steps.actor(demoPersonId('LEAD_SERCOP'), 'NETWORK_MEMBER')
}, 60_000)
afterAll(() => database.close())

/* A draft with all its files and letters, and one partner that confirmed by itself. */
async function confirmedDraft(): Promise<string> {
  const id = await scenario.draft(call.id, alliance)
  const { items } = await database.reads.partnerships.own(partner)
  const { partSha256 } = items.find(({ applicationId }) => applicationId === id)!
  await database.run(partner, confirmPartnership, { applicationId: id, partSha256 })
  return id
}
const run = async <C extends { applicationId: string }, R>(
  verb: Parameters<typeof database.run<C, R>>[1],
  command: C,
) => database.run(await scenario.leadOf(LEAD), verb, command)
const discard = (applicationId: string) => run(discardApplicationDraft, { applicationId })
const rowsOf = (table: string, id: string) => database.knex(table).where({ application_id: id })
const mailsTo = async (text: string) => {
  const { email } = (await database.stores.network.findPerson(partner.personId))!
  const rows = await database.knex('outbox').where({ kind: 'MAIL' })
  const told = rows.map(({ payload }) => payload as { to: string[]; subject: string })
  return told.filter(({ to, subject }) => to.includes(email) && subject.includes(text)).length
}

describe('a draft that its lead discards', () => {
  it('leaves nothing that was written, the bare fact that partners had confirmed, and tells these (art. 9)', async () => {
    const id = await confirmedDraft()
    const { content } = await database.stores.applications.get(id)
    const given = await database.stores.confirmations.of(id)
    expect(await discard(id)).toEqual({ applicationId: id, discardedAt: call.opensAt })
    for (const table of ['application_attachments', 'replaced_attachments', 'application_forms'])
      expect(await rowsOf(table, id)).toEqual([])
    const left = JSON.stringify(await database.knex('applications').where({ id }))
    expect(left).not.toContain(content.title)
    expect(left).not.toContain(content.partners[1]!.bodyTaxCode)
    const bare = { fileName: null, mediaType: null, sha256: null, signature: null }
    expect(await database.stores.confirmations.of(id)).toEqual(given.map((one) => ({ ...one, ...bare })))
    expect(await mailsTo('non c’è più')).toBe(1)
    const trail = await database.stores.audit.entries(scenario.cycleId)
    expect(trail.at(-1)).toMatchObject({ action: 'discard-application-draft', subjectId: id })
    const before = await database.dump()
    expect(await discard(id)).toEqual({ applicationId: id, discardedAt: call.opensAt })
    expect(await database.dump()).toEqual(before)
  })

  it('is in no list, counts among no drafts and names no partner; its lead alone reads that it was discarded', async () => {
    const id = await confirmedDraft()
    const lead = await scenario.leadOf(LEAD)
    const count = () => database.stores.applications.countDrafts(call.id, lead.bodyId ?? '')
    const drafts = await count()
    await discard(id)
    expect(await count()).toBe(drafts - 1)
    const listed = await database.reads.applications.ofCall(lead, call.id)
    expect(listed.items.map((one) => one.id)).not.toContain(id)
    const named = await database.reads.partnerships.own(partner)
    expect(named.items.map(({ applicationId }) => applicationId)).not.toContain(id)
    expect(await database.reads.applications.find(lead, id)).toMatchObject({
      ...{ status: 'DISCARDED', title: '', writtenBy: lead.displayName },
    })
    const others = ['LEAD_IPIS', 'CASE_OFFICER_1', 'PROCESS_OWNER', 'TITULAR_CGIL']
    for (const code of others) {
      const viewer = await scenario.steps.actor(demoPersonId(code))
      expect(await database.reads.applications.find(viewer, id)).toBeNull()
    }
  })

  it('is not written, attached to, confirmed or presented any more: each refusal says so', async () => {
    const id = await confirmedDraft()
    const { content, version } = await database.stores.applications.get(id)
    await discard(id)
    const sent = { ...(await database.files.put(Buffer.from('%PDF-1.7 x'))), fileName: 'x.pdf' }
    const file = {
      ...{ ...sent, mediaType: 'application/pdf', content: 'pdf' as const },
      ...{ enclosed: null, signs: [], signature: 'UNVERIFIED' as const },
    }
    const partnerCode = content.partners[1]!.bodyTaxCode ?? ''
    const refused = { code: 'DRAFT_DISCARDED' }
    const written = run(saveApplicationDraft, { applicationId: id, content, version })
    await expect(written).rejects.toMatchObject(refused)
    const attached = run(attachApplicationFile, { applicationId: id, kind: 'TECHNICAL_SHEET', file })
    await expect(attached).rejects.toMatchObject(refused)
    const letter = run(attachPartnerLetter, { applicationId: id, partnerCode, file, link: 'x' })
    await expect(letter).rejects.toMatchObject(refused)
    await expect(scenario.submit(id, LEAD)).rejects.toMatchObject(refused)
    const confirming = { applicationId: id, partSha256: '0'.repeat(64) }
    await expect(database.run(partner, confirmPartnership, confirming)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const late = database.knex('partner_confirmations').where({ application_id: id }).update({ sha256: 'x' })
    await expect(late).rejects.toThrow('a partner confirms until its call closes')
  })

  it('is its lead’s to discard, and what is presented is not', async () => {
    const id = await confirmedDraft()
    const before = await database.dump()
    const other = await scenario.leadOf('IPIS')
    const foreign = database.run(other, discardApplicationDraft, { applicationId: id })
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await database.dump()).toEqual(before)
    await scenario.submit(id, LEAD)
    await expect(discard(id)).rejects.toMatchObject({ code: 'APPLICATION_ALREADY_SUBMITTED' })
  })

  it('or is presented, of two who do either at the same moment: never both', async () => {
    const id = await confirmedDraft()
    const ended = await Promise.allSettled([scenario.submit(id, LEAD), discard(id)])
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a new application from a withdrawn one (art. 10)', () => {
  const link = 'https://concilia.example/partnerships'
  const redraft = (applicationId: string) => run(redraftApplication, { applicationId, link })

  it('has its content and the files that the call asks for, and nothing that was signed or confirmed', async () => {
    const id = await confirmedDraft()
    await expect(redraft(id)).rejects.toMatchObject({ code: 'MOVE_NOT_POSSIBLE' })
    await scenario.submit(id, LEAD)
    await run(withdrawApplication, { applicationId: id })
    const { content } = await database.stores.applications.get(id)
    const anew = await redraft(id)
    const begun = await database.stores.applications.get(anew.id)
    expect([begun.content, begun.status, begun.code]).toEqual([content, 'DRAFT', null])
    const files = async (of: string) =>
      (await database.stores.attachments.of(of)).map(({ kind, sha256 }) => [kind, sha256])
    const copied = (await files(id)).filter(([kind]) => kind !== 'APPLICATION_FORM')
    expect(await files(anew.id)).toEqual(copied)
    expect(copied.length).toBeGreaterThan(0)
    expect(await database.stores.confirmations.of(anew.id)).toEqual([])
    expect(await mailsTo('va confermata di nuovo')).toBe(1)
    await scenario.submit(anew.id, LEAD)
    const { code } = await database.stores.applications.get(anew.id)
    expect(code).not.toBe((await database.stores.applications.get(id)).code)
  })

  it('is its lead’s to begin, before the closing alone', async () => {
    const id = await confirmedDraft()
    await scenario.submit(id, LEAD)
    await run(withdrawApplication, { applicationId: id })
    const other = await scenario.leadOf('IPIS')
    const foreign = database.run(other, redraftApplication, { applicationId: id, link })
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const draft = await confirmedDraft()
    database.setNow(closedAt(call))
    await expect(redraft(id)).rejects.toMatchObject({ code: 'APPLICATION_AFTER_CLOSING' })
    await database.arrange((tx) => tx('calls').where({ id: call.id }).update({ status: 'CLOSED' }))
    expect(await discard(draft)).toMatchObject({ discardedAt: closedAt(call) })
  })
})
