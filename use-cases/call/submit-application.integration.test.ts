import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { Alliance } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import type { Application } from '../../domain/call/application.ts'
import type { BusinessError } from '../../domain/shared/errors.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { attachApplicationFile } from './attach-application-file.ts'
import { draftApplication } from './draft-application.ts'
import { saveApplicationDraft } from './save-application-draft.ts'

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
})
afterAll(() => database.close())

const alliance = (lead: Alliance['lead']): Alliance => {
  const found = demoAlliances.find((one) => one.lead === lead)
  if (!found) throw new Error(`no demo alliance of ${lead}`)
  return found
}
const content = (): Application => allianceApplication(alliance('SERCOP'), call.rules)
const atClosing = (milliseconds: number) => database.setNow(new Date(call.closesAt.getTime() + milliseconds))
const atOpening = () => database.setNow(call.opensAt)

describe('drafting an application', () => {
  it('keeps a draft whatever it still lacks, and saves it again (art. 10)', async () => {
    const lead = await scenario.leadOf('SERCOP')
    const unfinished = { ...content(), budgetLines: content().budgetLines.slice(0, 1), declarations: [] }
    const { id } = await database.run(lead, draftApplication, { callId: call.id, content: unfinished })
    await database.run(lead, saveApplicationDraft, {
      ...{ applicationId: id, version: 1 },
      content: { ...unfinished, title: 'Altro titolo' },
    })
    const draft = await database.reads.applications.find(lead, id)
    expect(draft).toMatchObject({ code: null, status: 'DRAFT', title: 'Altro titolo' })
  })

  it('is only for a body that the person acts for, and only its own', async () => {
    const other = await scenario.leadOf('IPIS')
    const foreign = database.run(other, draftApplication, { callId: call.id, content: content() })
    await expect(foreign).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const id = await scenario.draft(call.id, alliance('SERCOP'))
    const touch = database.run(other, saveApplicationDraft, {
      ...{ applicationId: id, version: 1, content: content() },
    })
    await expect(touch).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(scenario.submit(id, 'IPIS')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await database.reads.applications.find(other, id)).toBeNull()
    const officer = database.run(scenario.owner, draftApplication, { callId: call.id, content: content() })
    await expect(officer).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('takes only attachments that the call asks, in PDF or signed', async () => {
    const applicationId = await scenario.draft(call.id, alliance('IPIS'))
    await expect(scenario.attach(applicationId, 'IPIS', 'HOLIDAY_PICTURES')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const file = {
      fileName: 'a.xml',
      mediaType: 'application/xml',
      content: 'xml' as const,
      enclosed: null,
      signs: [],
      signature: 'NONE' as const,
    }
    const stored = await database.files.put(Buffer.from('<a/>'))
    const command = { applicationId, kind: 'TECHNICAL_SHEET', file: { ...file, ...stored } }
    const attached = database.run(await scenario.leadOf('IPIS'), attachApplicationFile, command)
    await expect(attached).rejects.toMatchObject({
      code: 'FILE_TYPE_MISMATCH',
      facts: { file: 'a.xml', found: 'XML', expected: 'sono accettati PDF, P7M' },
    })
  })
})

describe('submitting an application', () => {
  it('gives a receipt with number, time and hash, and the same receipt again, also after the closing', async () => {
    const id = await scenario.draft(call.id, alliance('ASSEMI'))
    const receipt = await scenario.submit(id, 'ASSEMI')
    expect(receipt).toMatchObject({ applicationId: id, arrivedAt: call.opensAt })
    expect(receipt.receiptNumber).toMatch(/^PTC-2027\/A1-\d{3}$/)
    expect(receipt.contentSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(receipt.attachments).toHaveLength(3)
    const before = await database.dump()
    atClosing(1000)
    expect(await scenario.submit(id, 'ASSEMI')).toEqual(receipt)
    atOpening()
    expect(await database.dump()).toEqual(before)
  })

  it('gives one receipt to two submissions at the same moment', async () => {
    const id = await scenario.draft(call.id, alliance('CITTA_METROPOLITANA'))
    const receipts = await Promise.all([1, 2, 3].map(() => scenario.submit(id, 'CITTA_METROPOLITANA')))
    expect(receipts).toEqual([receipts[0], receipts[0], receipts[0]])
    const mails = await database
      .knex('outbox')
      .where('kind', 'MAIL')
      .whereRaw(`payload ->> 'subject' like ?`, [`%${receipts[0]?.receiptNumber}`])
    expect(mails).toHaveLength(1)
  })

  it('writes partners, costs and expected results that sum to what was declared', async () => {
    const id = await scenario.draft(call.id, alliance('COOP_EUREKA'))
    await scenario.submit(id, 'COOP_EUREKA')
    const partners = await database.stores.applications.partnersOf(id)
    expect(partners.map((one) => one.role)).toEqual([
      'LEAD',
      'PARTNER',
      'PARTNER',
      'PARTNER',
      'PARTNER',
      'ADHERENT',
    ])
    const budget = await database.stores.applications.budgetOf(id)
    expect(budget.reduce((sum, line) => sum + line.costCents, 0)).toBe(10_000_000)
    expect(await database.stores.applications.expectedResultsOf(id)).toContainEqual({
      indicator: 'RECIPIENTS',
      expected: 350,
    })
  })

  it('adds a body that the register does not know, without changing those it knows', async () => {
    const lead = await scenario.leadOf('SERCOP')
    const application = content()
    const [first, ...others] = application.partners
    if (!first) throw new Error('no partner')
    const added = {
      ...first,
      bodyTaxCode: '00488410010' as never,
      bodyName: 'Ente nuovo',
      role: 'ADHERENT' as const,
    }
    const partners = [{ ...first, bodyName: 'Nome diverso' }, ...others, added]
    const { id } = await database.run(lead, draftApplication, {
      callId: call.id,
      content: { ...application, partners },
    })
    await scenario.submit(id, 'SERCOP')
    expect(await database.stores.network.bodyByTaxCode('00488410010')).toMatchObject({
      name: 'Ente nuovo',
      networkMemberSince: null,
    })
    expect((await database.stores.network.bodyByTaxCode(first.bodyTaxCode))?.name).toBe(first.bodyName)
  })

  const withPartner = async (change: object) => {
    const lead = await scenario.leadOf('SERCOP')
    const application = content()
    const [first] = application.partners
    const partner = { ...first, role: 'ADHERENT', bodyVatNumber: null, bodyName: 'Altro ente', ...change }
    return database.run(lead, draftApplication, {
      callId: call.id,
      content: { ...application, partners: [...application.partners, partner] } as Application,
    })
  }

  it('meets the body that another application named by its other code', async () => {
    const codes = { bodyTaxCode: '91071040157', bodyVatNumber: '12345670157' }
    for (const change of [codes, { bodyTaxCode: codes.bodyVatNumber }])
      await scenario.submit((await withPartner(change)).id, 'SERCOP')
    const named = await database
      .knex('application_partners as p')
      .join('bodies as b', 'b.id', 'p.body_id')
      .where('b.tax_code', codes.bodyTaxCode)
    expect(named).toHaveLength(2)
    const both = await withPartner(codes)
    const draft = await database.stores.applications.get(both.id)
    const again = { ...draft.content.partners.at(-1), bodyTaxCode: codes.bodyVatNumber, bodyVatNumber: null }
    const twice = { ...draft.content, partners: [...draft.content.partners, again] } as Application
    await database.run(await scenario.leadOf('SERCOP'), saveApplicationDraft, {
      ...{ applicationId: both.id, version: draft.version },
      content: twice,
    })
    await expect(scenario.submit(both.id, 'SERCOP')).rejects.toMatchObject({
      code: 'APPLICATION_INVALID',
      facts: { problems: [{ code: 'REPEATED', path: `partners[${twice.partners.length - 1}].bodyTaxCode` }] },
    })
  })

  it('says clearly that a VAT group’s number names nobody, and records nothing', async () => {
    const group = '01114601006'
    for (const bodyTaxCode of ['91072410151', '91073780156'])
      await scenario.submit((await withPartner({ bodyTaxCode, bodyVatNumber: group })).id, 'SERCOP')
    const { id } = await withPartner({ bodyTaxCode: group })
    const before = await database.dump()
    await expect(scenario.submit(id, 'SERCOP')).rejects.toMatchObject({
      code: 'APPLICATION_INVALID',
      facts: {
        problems: [{ code: 'BODY_AMBIGUOUS', message: expect.stringContaining('gruppo IVA') as unknown }],
      },
    })
    expect(await database.dump()).toEqual(before)
  })

  it.each<[string, (application: Application) => Partial<Application>, string]>([
    [
      'whose costs do not sum to the total',
      (one) => ({ budgetLines: one.budgetLines.slice(1) }),
      'PARTS_NOT_TOTAL',
    ],
    ['whose sources do not sum to the cost', () => ({ cofinancing: [] }), 'SOURCES_NOT_TOTAL'],
    [
      'that asks above the maximum share',
      (one) => ({ requestedGrantCents: one.totalCostCents }),
      'ABOVE_SHARE',
    ],
    ['for an area unknown to the call', () => ({ areaId: 'SPACE' }), 'AREA_UNKNOWN'],
    ['without an expected result', () => ({ indicators: [] }), 'INDICATOR_MISSING'],
  ])('refuses one %s, and the draft stays a draft', async (_what, change, code) => {
    const application = content()
    const lead = await scenario.leadOf('SERCOP')
    const { id } = await database.run(lead, draftApplication, {
      callId: call.id,
      content: { ...application, ...change(application) },
    })
    const refusal = scenario.submit(id, 'SERCOP')
    await expect(refusal).rejects.toMatchObject({ code: 'APPLICATION_INVALID' })
    const facts = await refusal.catch((error: unknown) => (error as BusinessError).facts)
    expect((facts as { problems: Problem[] }).problems.map((one) => one.code)).toContain(code)
    expect(await database.stores.applications.get(id)).toMatchObject({ status: 'DRAFT', receiptNumber: null })
    expect(await database.stores.applications.partnersOf(id)).toEqual([])
  })

  it('refuses every change after the submission', async () => {
    const lead = await scenario.leadOf('ASSEMI')
    const id = await scenario.draft(call.id, alliance('ASSEMI'))
    await scenario.submit(id, 'ASSEMI')
    const application = allianceApplication(alliance('ASSEMI'), call.rules)
    const edit = database.run(lead, saveApplicationDraft, {
      ...{ applicationId: id, version: 1, content: application },
    })
    await expect(edit).rejects.toMatchObject({ code: 'APPLICATION_ALREADY_SUBMITTED' })
    await expect(scenario.attach(id, 'ASSEMI', 'TECHNICAL_SHEET')).rejects.toMatchObject({
      code: 'APPLICATION_ALREADY_SUBMITTED',
    })
  })
})
