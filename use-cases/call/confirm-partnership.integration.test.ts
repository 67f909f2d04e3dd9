import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Call } from '../../db/call/call-store.ts'
import { applicationSchema } from '../../domain/call/application.ts'
import { partHash } from '../../domain/call/confirmation.ts'
import type { Actor } from '../../procedures/context.ts'
import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { attachPartnerLetter } from './attach-partner-letter.ts'
import { confirmPartnership } from './confirm-partnership.ts'
import { saveApplicationDraft } from './save-application-draft.ts'

let database: TestDatabase
let scenario: CallScenario
let call: Call
let id: string
let partner: Actor
const [alliance] = demoAlliances
const SILENT = ['FONDAZIONE_TEMPO', 'COOP_TOTEM']

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
  id = await scenario.draft(call.id, alliance, SILENT)
  const bodyId = demoBodyId('FONDAZIONE_TEMPO')
  const personId = demoPersonId('LEAD_SERCOP')
  await scenario.steps.hold(personId, { role: 'NETWORK_MEMBER', bodyId, signatory: true })
  partner = await scenario.steps.actor(personId, 'NETWORK_MEMBER')
})
afterAll(() => database.close())

const own = async (who = partner) => (await database.reads.partnerships.own(who)).items
const standings = async () => {
  const seen = await database.reads.applications.find(await scenario.leadOf('ASSEMI'), id)
  return new Map(seen!.partners.map((one) => [one.name, one.standing]))
}
const confirm = async (partSha256?: string, who = partner) =>
  database.run(who, confirmPartnership, {
    applicationId: id,
    partSha256: partSha256 ?? (await own())[0]!.partSha256,
  })
const letter = async (partnerCode: string, signature: 'NONE' | 'UNVERIFIED') => {
  const stored = await database.files.put(Buffer.from(`%PDF-1.7 ${signature}`))
  const file: UploadedFile = {
    ...{ ...stored, fileName: 'lettera.pdf', mediaType: 'application/pdf' },
    ...{ content: 'pdf', enclosed: null, signs: [], signature },
  }
  return database.run(await scenario.leadOf('ASSEMI'), attachPartnerLetter, {
    applicationId: id,
    ...{ partnerCode, file, link: 'https://concilia.example/partnerships' },
  })
}

const written = async () => applicationSchema.parse((await database.stores.applications.get(id)).content)

describe('a partner confirms its part until the closing (art. 9)', () => {
  it('is shown which project and whose, and its own role and contribution, nothing else of a draft', async () => {
    const content = await written()
    const named = content.partners.find((one) => one.bodyName.startsWith('Fondazione'))!
    expect(await own()).toEqual([
      {
        ...{ applicationId: id, callId: call.id, callTitle: call.title, closesAt: call.closesAt },
        ...{ leadName: expect.any(String), title: content.title, partnerCode: named.bodyTaxCode },
        ...{ role: 'PARTNER', contribution: named.contribution, partSha256: partHash(named) },
        ...{ standing: 'MISSING', confirmed: false },
      },
    ])
    expect(await database.reads.applications.find(partner, id)).toBeNull()
    expect(await own(await scenario.steps.actor(partner.personId, 'ALLIANCE_LEAD'))).toEqual([])
  })

  it('is not confirmed for a part that the lead has changed meanwhile: it is read again', async () => {
    const before = (await own())[0]!.partSha256
    const { version } = await database.stores.applications.get(id)
    const content = await written()
    const changed = content.partners.map((one) =>
      one.bodyName.startsWith('Fondazione') ? { ...one, contribution: 'Presta la sede.' } : one,
    )
    const lead = await scenario.leadOf('ASSEMI')
    const save = { applicationId: id, content: { ...content, partners: changed }, version }
    await database.run(lead, saveApplicationDraft, save)
    await expect(confirm(before)).rejects.toMatchObject({ code: 'PARTNERSHIP_CHANGED' })
    await confirm()
    expect((await own())[0]).toMatchObject({ standing: 'ACCOUNT', contribution: 'Presta la sede.' })
    await database.run(lead, saveApplicationDraft, { ...save, content, version: version + 1 })
    expect((await own())[0]).toMatchObject({ standing: 'OTHER_PART', confirmed: false })
  })

  it('is signed by a signatory of the body, and by nobody of another', async () => {
    const other = await scenario.leadOf('SERCOP')
    const sha256 = (await own())[0]!.partSha256
    await expect(confirm(sha256, other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const contact = demoPersonId('LEAD_IPIS')
    await scenario.steps.hold(contact, { role: 'NETWORK_MEMBER', bodyId: demoBodyId('FONDAZIONE_TEMPO') })
    const asContact = await scenario.steps.actor(contact, 'NETWORK_MEMBER')
    await expect(confirm(sha256, asContact)).rejects.toMatchObject({
      facts: { problems: [{ code: 'NOT_A_SIGNATORY' }] },
    })
    const of = { applicationId: id, partSha256: sha256, signatory: partner.personId }
    await database.run(asContact, confirmPartnership, of)
    expect((await own())[0]).toMatchObject({ standing: 'ACCOUNT', confirmed: true })
  })

  it('or by its letter, which counts when a signature is in it', async () => {
    const content = await written()
    const { bodyTaxCode, bodyName } = content.partners.find((one) => /Totem/i.test(one.bodyName))!
    expect(await letter(bodyTaxCode, 'NONE')).toMatchObject({ standing: 'UNSIGNED', confirmed: false })
    expect((await standings()).get(bodyName)).toBe('UNSIGNED')
    expect(await letter(bodyTaxCode, 'UNVERIFIED')).toMatchObject({ standing: 'LETTER', confirmed: true })
    const lead = content.partners.find((one) => one.role === 'LEAD')!
    for (const code of [lead.bodyTaxCode, '00000000000'])
      await expect(letter(code, 'UNVERIFIED')).rejects.toMatchObject({ facts: { what: 'BODY', id: code } })
  })

  it('of each new letter in its name a body of the register is told by mail, and how to say that it is not its own (art. 9)', async () => {
    const { bodyTaxCode } = (await written()).partners.find((one) => /Totem/i.test(one.bodyName))!
    const { email } = (await database.stores.network.bodyByTaxCode(bodyTaxCode))!
    const told = () =>
      database
        .knex('outbox')
        .where('kind', 'MAIL')
        .whereRaw(`payload -> 'to' \\? ?`, [email])
        .pluck('payload')
    const before = await told()
    expect(before).toHaveLength(2)
    const owner = await database.stores.network.findPerson(demoPersonId('PROCESS_OWNER'))
    for (const words of ['Se non lo è, scrivilo a', owner?.email, 'impronta sha-256', '/partnerships'])
      expect(before[1]).toMatchObject({ text: expect.stringContaining(words ?? '') })
    await letter(bodyTaxCode, 'UNVERIFIED')
    expect(await told()).toHaveLength(2)
  })

  it('beside what is submitted, which never changes', async () => {
    const receipt = await scenario.submit(id, 'ASSEMI')
    const before = await database.stores.applications.get(id)
    await letter(before.content.partners[1]!.bodyTaxCode ?? '', 'UNVERIFIED')
    await confirm()
    expect(await database.stores.applications.get(id)).toEqual(before)
    expect(await scenario.submit(id, 'ASSEMI')).toEqual(receipt)
  })

  it('to the millisecond of the closing, and no later; the database refuses a row that comes late', async () => {
    const sha256 = (await own())[0]!.partSha256
    database.setNow(new Date(call.closesAt.getTime() - 1))
    await confirm(sha256)
    database.setNow(call.closesAt)
    await expect(confirm(sha256)).rejects.toMatchObject({ code: 'CONFIRMATION_AFTER_CLOSING' })
    const content = await written()
    await expect(letter(content.partners[1]!.bodyTaxCode, 'UNVERIFIED')).rejects.toMatchObject({
      code: 'CONFIRMATION_AFTER_CLOSING',
    })
    await database.arrange((tx) => tx('calls').where({ id: call.id }).update({ status: 'CLOSED' }))
    expect(await own()).toEqual([])
    const late = database.knex('partner_confirmations').update({ part_sha256: 'x' })
    await expect(late).rejects.toThrow('a partner confirms until its call closes')
  })
})
