import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ReceiptKind } from '../../domain/evaluation/delivery.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { ASK, createLeadRequestScenario } from '../../test/support/lead-requests.ts'
import type { LeadRequestScenario } from '../../test/support/lead-requests.ts'
import { attachDeliveryProof } from '../../use-cases/evaluation/attach-delivery-proof.ts'
import { tellDelivery } from '../../use-cases/evaluation/tell-delivery.ts'
import { askIntegration } from '../../workers/evaluation/ask-integration.ts'

let database: TestDatabase
let scenario: LeadRequestScenario
beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createLeadRequestScenario(database)
  database.setNow('2027-06-18T20:00:00Z')
  await scenario.decide(0, ASK)
  await scenario.deliver(0, askIntegration)
}, 60_000)
afterEach(() => database.close())

const request = async () => (await scenario.requestsOf(0)).at(-1)!
const told = async () => {
  const { applicationId } = scenario.of(0)
  return (await database.reads.communications.ofApplication(scenario.officer, applicationId))[0]!
}
async function tell(kind: ReceiptKind) {
  const which = { applicationId: scenario.of(0).applicationId, communicationId: (await told()).id }
  const said = { kind, on: localDate('2027-06-21'), time: '09:00', reason: 'Dalla casella dell’ufficio.' }
  return database.run(scenario.officer, tellDelivery, { ...which, ...said })
}

it('a proof of what was told by hand says which receipt it does not find (art. 8)', async () => {
  const stored = await database.files.put(Buffer.from('%PDF-1.7'))
  const found = { content: 'pdf' as const, enclosed: null, signs: [], signature: 'NONE' as const }
  const file = { ...found, ...stored, fileName: 'avviso.pdf', mediaType: 'application/pdf' }
  const { applicationId } = scenario.of(0)
  const proof = database.run(scenario.officer, attachDeliveryProof, {
    applicationId,
    receiptId: 'none',
    file,
  })
  await expect(proof).rejects.toMatchObject({ code: 'NOT_FOUND', facts: { what: 'PEC_RECEIPT' } })
})

describe('a receipt of a request to a lead (L. 241/1990 art. 6; DPR 68/2005 art. 6)', () => {
  it('moves no term that has passed, also where the step that ends the wait is still to come', async () => {
    const before = await request()
    database.setNow(new Date(before.dueAt!.getTime() + 1000))
    expect(await tell('DELIVERY')).toMatchObject({ effect: 'TERM_OVER' })
    expect(await request()).toEqual(before)
    const letters = database.knex('outbox').whereRaw(`payload ->> 'subject' like 'Nuovo termine%'`)
    expect(await letters).toEqual([])
  })

  it('stands in the order of recording: who arrived before and was recorded after is the second', async () => {
    database.setNow('2027-06-22T09:00:01Z')
    expect(await tell('DELIVERY')).toMatchObject({ effect: 'TERM_MOVED' })
    const letter = await database
      .knex('outbox')
      .whereRaw(`payload ->> 'subject' like 'Nuovo termine%'`)
      .first()
    expect(letter?.payload).toMatchObject({
      text: expect.stringContaining('Risulta consegnata il 21/06/2027'),
    })
    database.setNow('2027-06-22T09:00:00Z')
    expect(await tell('NOT_DELIVERED')).toMatchObject({ effect: 'NOT_MADE' })
    const { isUndelivered, deliveredAt, receipts } = await told()
    expect({ isUndelivered, deliveredAt }).toEqual({ isUndelivered: true, deliveredAt: null })
    expect(receipts.map(({ kind, counts }) => [kind, counts])).toEqual([
      ['DELIVERY', false],
      ['NOT_DELIVERED', true],
    ])
  })
})
