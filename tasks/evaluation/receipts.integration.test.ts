import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ReceiptKind } from '../../domain/evaluation/delivery.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import { inspectFile } from '../../procedures/file/uploaded-file.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { ASK, createLeadRequestScenario } from '../../test/support/lead-requests.ts'
import type { LeadRequestScenario } from '../../test/support/lead-requests.ts'
import { daticert } from '../../test/support/pec.ts'
import type { SaidByProvider } from '../../test/support/pec.ts'
import { attachDeliveryProof } from '../../use-cases/evaluation/attach-delivery-proof.ts'
import { recordPecReceipt } from '../../use-cases/evaluation/record-pec-receipt.ts'
import { recordRequestReceived } from '../../use-cases/evaluation/record-request-received.ts'
import { tellDelivery } from '../../use-cases/evaluation/tell-delivery.ts'
import { askIntegration } from '../../workers/evaluation/ask-integration.ts'
import { expireLeadRequest } from '../../workers/evaluation/expire-lead-request.ts'
import { giveRefusalNotice } from '../../workers/evaluation/give-refusal-notice.ts'

let database: TestDatabase
let scenario: LeadRequestScenario
beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createLeadRequestScenario(database)
  database.setNow('2027-06-18T20:00:00Z')
}, 60_000)
afterEach(() => database.close())

/* A request of a kind to the first lead, taken by the mail server on the evening of Friday 18 June 2027. */
async function requested(kind: 'INTEGRATION' | 'REFUSAL_NOTICE' = 'INTEGRATION') {
  await scenario.decide(0, kind === 'INTEGRATION' ? ASK : { outcome: 'GIVE_NOTICE' })
  const worker = kind === 'INTEGRATION' ? askIntegration : giveRefusalNotice
  return { ...(await scenario.deliver(0, worker)), ...(await communication()) }
}
const communication = async () => {
  const { applicationId } = scenario.of(0)
  const { id: communicationId, address } = (await database.stores.communications.of(applicationId)).at(-1)!
  return { applicationId, communicationId, address: address ?? '' }
}
const request = async () => (await scenario.requestsOf(0)).at(-1)!
const receipts = () => database.stores.communications.receiptsOf(scenario.of(0).applicationId)

async function upload(says: Partial<SaidByProvider> = {}, actor = scenario.officer) {
  const { applicationId, communicationId, address } = await communication()
  const bytes = Buffer.from(
    daticert({
      ...{ msgid: `${communicationId}@concilia`, giorno: '21/06/2027', ora: '09:00:00', zona: '+0200' },
      ...{ destinatari: [address], consegna: address, ...says },
    }),
  )
  const file = {
    ...(await inspectFile(bytes, 'daticert.xml')),
    ...{ ...(await database.files.put(bytes)), fileName: 'daticert.xml' },
  }
  return database.run(actor, recordPecReceipt, { applicationId, communicationId, file })
}
async function tell(kind: ReceiptKind, on: string, time = '09:00', reason = 'Dalla casella dell’ufficio.') {
  const which = await communication()
  const said = { kind, on: localDate(on), time, reason }
  return database.run(scenario.officer, tellDelivery, { ...which, ...said })
}
const rowsNamed = (name: string) => database.knex('outbox').whereRaw(`payload ->> 'name' = ?`, [name])
const messages = async (name: string) =>
  (await rowsNamed(name)).map(({ payload }) => (payload as { variables: object }).variables)
const mailsNamed = async (subject: string) =>
  database.knex('outbox').whereRaw(`payload ->> 'subject' like ?`, [`${subject}%`])

describe('a receipt of delivery moves the term of a request (L. 241/1990 art. 6, 10-bis; DPR 68/2005 art. 6)', () => {
  it.each([
    ['INTEGRATION', '2027-07-05T21:59:59.000Z', '2027-07-06T21:59:59.000Z'],
    ['REFUSAL_NOTICE', '2027-06-28T21:59:59.000Z', '2027-07-01T21:59:59.000Z'],
  ] as const)('of %s, with its task, and the lead is told', async (kind, toldEnd, movedEnd) => {
    const { task, leadRequestId } = await requested(kind)
    expect((await request()).dueAt?.toISOString()).toBe(toldEnd)
    database.setNow('2027-06-22T09:00:00Z')
    expect(await upload()).toMatchObject({ effect: 'TERM_MOVED' })
    const moved = await request()
    expect([moved.status, moved.receivedAt?.toISOString(), moved.dueAt?.toISOString()]).toEqual([
      ...['RECEIVED', '2027-06-21T07:00:00.000Z', movedEnd],
    ])
    expect((await database.stores.workItems.find(task))?.dueAt).toEqual(moved.dueAt)
    const [letter] = await mailsNamed('Nuovo termine per rispondere')
    expect(letter?.payload).toMatchObject({ text: expect.stringContaining('più tardi di quanto era detto') })
    database.setNow(new Date(Date.parse(toldEnd) + 2000))
    const scope = { cycleId: scenario.cycleId, leadRequestId }
    expect(told(await scenario.steps.jobAgain(expireLeadRequest, scope))).toEqual({
      ...{ answerMissing: false, termMoved: true },
      answerDueAt: new Date(Date.parse(movedEnd) + 1000).toISOString(),
    })
    database.setNow(new Date(Date.parse(movedEnd) + 2000))
    expect(await scenario.expire(leadRequestId)).toEqual({ answerMissing: true, termMoved: false })
  })

  it('never sooner than the lead was told; the receipt is kept', async () => {
    await requested()
    const before = await request()
    database.setNow('2027-06-22T09:00:00Z')
    expect(await upload({ giorno: '18/06/2027', ora: '22:00:00' })).toMatchObject({ effect: 'TERM_KEPT' })
    expect((await request()).dueAt).toEqual(before.dueAt)
    expect(await mailsNamed('Nuovo termine')).toEqual([])
    expect(await receipts()).toHaveLength(1)
  })

  it('not once it is answered: what was answered stands', async () => {
    const { task } = await requested()
    await scenario.answer(0, task)
    database.setNow('2027-06-22T09:00:00Z')
    const before = await request()
    expect(await upload()).toMatchObject({ effect: 'TERM_OVER' })
    expect(await upload({ tipo: 'errore-consegna', identificativo: 'b' })).toMatchObject({ effect: 'NOTED' })
    expect(await tell('NOT_DELIVERED', '2027-06-21')).toMatchObject({ effect: 'TERM_OVER' })
    expect(await request()).toEqual(before)
  })

  it('begins it where the mail server’s word has not come yet, and that word changes nothing then', async () => {
    await scenario.decide(0, ASK)
    const { leadRequestId } = told(await scenario.steps.job(askIntegration, scenario.of(0))) as never
    database.setNow('2027-06-22T09:00:00Z')
    expect(await upload()).toMatchObject({ effect: 'TERM_BEGAN' })
    const begun = await request()
    expect([begun.status, begun.dueAt?.toISOString()]).toEqual(['RECEIVED', '2027-07-06T21:59:59.000Z'])
    await database.run(scenario.officer, recordRequestReceived, { leadRequestId })
    expect((await request()).dueAt).toEqual(begun.dueAt)
    expect(await messages('LeadRequestSettled')).toHaveLength(1)
  })

  it('says nothing by acceptance or delay', async () => {
    await requested()
    const before = await request()
    database.setNow('2027-06-22T09:00:00Z')
    for (const tipo of ['accettazione', 'preavviso-errore-consegna'])
      expect(await upload({ tipo, identificativo: tipo })).toMatchObject({ effect: 'NOTED' })
    expect(await request()).toEqual(before)
  })
})

describe('a receipt that a request never arrived (DPR 68/2005 art. 8; L. 241/1990 art. 6, 10-bis)', () => {
  it.each([
    ['while it is waited for: it is the officer’s turn again', false, true],
    ['after its term: the officer’s turn is there already', true, false],
  ])('%s', async (_, isExpired, requestUndelivered) => {
    const { task, leadRequestId } = await requested()
    expect(await scenario.suspendedDays()).toBeGreaterThan(0)
    if (isExpired) {
      database.setNow('2027-07-05T22:00:01Z')
      await scenario.expire(leadRequestId)
    } else database.setNow('2027-06-22T09:00:00Z')
    expect(await upload({ tipo: 'errore-consegna' })).toMatchObject({ effect: 'NOT_MADE' })
    expect(await request()).toMatchObject({ status: 'UNDELIVERED', receivedAt: null, dueAt: null })
    expect((await database.stores.workItems.find(task))?.state).toBe('WITHDRAWN')
    expect(await messages('LeadRequestClosed')).toEqual([
      { closedRequestId: leadRequestId, requestUndelivered },
    ])
    expect(await scenario.suspendedDays()).toBe(0)
    await scenario.decide(0, ASK)
    expect((await scenario.requestsOf(0)).map(({ status }) => status)).toEqual(['UNDELIVERED', 'ASKED'])
  })

  it('before the mail server took it: as a mail that is given up', async () => {
    await scenario.decide(0, ASK)
    await scenario.steps.job(askIntegration, scenario.of(0))
    database.setNow('2027-06-22T09:00:00Z')
    expect(await upload({ tipo: 'non-accettazione' })).toMatchObject({ effect: 'NOT_MADE' })
    expect((await request()).status).toBe('UNDELIVERED')
    expect(await messages('LeadRequestSettled')).toHaveLength(1)
  })
})

describe('a receipt is kept as it was recorded (CAD art. 48; DPR 68/2005 art. 6)', () => {
  it('with its file, its hash in the audit chain, and never changed', async () => {
    const { applicationId } = await requested()
    database.setNow('2027-06-22T09:00:00Z')
    await upload()
    const [communicated] = await database.reads.communications.ofApplication(scenario.officer, applicationId)
    const [kept] = communicated!.receipts
    expect(kept).toMatchObject({ kind: 'DELIVERY', source: 'PROVIDER', counts: true, reason: null })
    expect(kept!.files).toHaveLength(1)
    const entries = await database.owner('audit_entries').where({ action: 'record-pec-receipt' })
    expect(entries).toEqual([
      expect.objectContaining({
        subject_id: applicationId,
        facts: expect.objectContaining({ sha256: kept!.files[0]!.sha256, effect: 'TERM_MOVED' }),
      }),
    ])
    const bent = database.knex('pec_receipts').update({ kind: 'NOT_DELIVERED' })
    await expect(bent).rejects.toThrow('stays as it was recorded')
    await expect(database.knex('pec_receipts').delete()).rejects.toThrow('stays as it was recorded')
  })

  it('once: the same file brought again is told, and changes nothing', async () => {
    await requested()
    database.setNow('2027-06-22T09:00:00Z')
    await upload()
    const before = await database.dump()
    await expect(upload()).rejects.toMatchObject({ code: 'RECEIPT_KNOWN' })
    expect(await database.dump()).toEqual(before)
  })

  it('by hand with a reason and a proof; an officer’s later word puts it right, and both stay', async () => {
    const { applicationId } = await requested()
    database.setNow('2027-06-22T09:00:00Z')
    expect(await tell('DELIVERY', '2027-06-21')).toMatchObject({ effect: 'TERM_MOVED' })
    expect(await tell('DELIVERY', '2027-06-22', '08:00', 'Avevo letto male.')).toMatchObject({
      effect: 'TERM_MOVED',
    })
    const [first] = await receipts()
    const stored = await database.files.put(Buffer.from('%PDF-1.7'))
    const found = { content: 'pdf' as const, enclosed: null, signs: [], signature: 'NONE' as const }
    const file = { ...found, ...stored, fileName: 'avviso.pdf', mediaType: 'application/pdf' }
    const proof = { applicationId, receiptId: first!.id, file }
    await database.run(scenario.officer, attachDeliveryProof, proof)
    const [shown] = await database.reads.communications.ofApplication(scenario.officer, applicationId)
    expect(shown!.receipts.map(({ counts, files }) => [counts, files.length])).toEqual([
      [false, 1],
      [true, 0],
    ])
    const { receiptId } = await upload({ tipo: 'accettazione' })
    const other = database.run(scenario.officer, attachDeliveryProof, { ...proof, receiptId })
    await expect(other).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a receipt that is not of what was sent is refused, and nothing is kept (DPR 68/2005 art. 6)', () => {
  it.each<[string, Partial<SaidByProvider>, object]>([
    ['of another mail', { msgid: 'altro@concilia' }, { code: 'RECEIPT_OF_ANOTHER' }],
    ['for another address', { consegna: 'altro@pec.example' }, { code: 'RECEIPT_OF_ANOTHER' }],
    ['from before it was written', { giorno: '17/06/2027' }, { code: 'RECEIPT_TIME' }],
    ['from tomorrow', { giorno: '23/06/2027' }, { code: 'RECEIPT_TIME' }],
    ['between providers', { tipo: 'presa-in-carico' }, { code: 'RECEIPT_UNREADABLE' }],
  ])('%s', async (_, says, refusal) => {
    await requested()
    database.setNow('2027-06-22T09:00:00Z')
    await expect(upload(says)).rejects.toMatchObject(refusal)
    expect(await receipts()).toEqual([])
  })

  it('nor by hand at an hour that is none, that was before or that is to come', async () => {
    await requested()
    database.setNow('2027-06-22T09:00:00Z')
    await expect(tell('DELIVERY', '2027-06-23')).rejects.toMatchObject({ code: 'RECEIPT_TIME' })
    await expect(tell('DELIVERY', '2027-06-18', '21:59')).rejects.toMatchObject({ code: 'RECEIPT_TIME' })
    await expect(tell('DELIVERY', '2027-03-28', '02:30')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('and nobody but the offices that examine records one (art. 8)', async () => {
    await requested()
    database.setNow('2027-06-22T09:00:00Z')
    await expect(upload({}, await scenario.leadOf(0))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
