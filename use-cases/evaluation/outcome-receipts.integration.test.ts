import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { ReceiptKind } from '../../domain/evaluation/delivery.ts'
import type { Actor } from '../../procedures/context.ts'
import { createCutGrantScenario } from '../../test/support/cut-grants.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { rankedCall } from '../../test/support/ranked-call.ts'
import { createSteps } from '../../test/support/steps.ts'
import { beginAcceptanceTerm } from '../../workers/evaluation/begin-acceptance-term.ts'
import { notifyOutcomes } from '../../workers/evaluation/notify-outcomes.ts'
import { recordOutcomeTaken } from './record-outcome-taken.ts'
import { resendOutcome } from './resend-outcome.ts'
import { tellDelivery } from './tell-delivery.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

const tell = (
  actor: Actor,
  which: { applicationId: string; communicationId: string },
  [kind, on]: [ReceiptKind, string],
) =>
  database.run(actor, tellDelivery, {
    ...{ ...which, kind, on: localDate(on), time: '09:00', reason: 'Dalla casella dell’ufficio.' },
  })

describe('the notice of an outcome (art. 8; D.Lgs. 104/2010 art. 41)', () => {
  async function notified() {
    const steps = createSteps(database)
    const { cycleId, callId } = await rankedCall(database, steps)
    await database.knex('calls').where('id', callId).update({ outcome_published_at: null })
    for (let run = 0; run < 2; run++) await steps.job(notifyOutcomes, { cycleId, callId })
    const [application] = await database.stores.applications.submittedOf(callId)
    const officer = await steps.actor(demoPersonId('CASE_OFFICER_1'))
    const of = () => database.reads.communications.ofApplication(officer, application!.id)
    const communicationId = (await of())[0]!.id
    return { steps, officer, application: application!, of, communicationId, applicationId: application!.id }
  }

  it('is one communication for each lead, at its body’s address, with the mail that the relay tells of', async () => {
    const { application, of, communicationId } = await notified()
    const lead = await database.stores.network.findBody(application.leadBodyId)
    expect(await of()).toEqual([
      expect.objectContaining({ kind: 'OUTCOME', address: lead?.email, deliveredAt: null, appeal: null }),
    ])
    const mails = await database.knex('outbox').whereRaw(`payload -> 'isOutcome' = 'true'`)
    expect(mails.map(({ id }) => id)).toContain(communicationId)
    expect(mails).toHaveLength(await database.knex('communications').then((rows) => rows.length))
  })

  it('runs its terms from the mail server’s word, then from the receipt that proves another', async () => {
    const { officer, of, ...which } = await notified()
    database.setNow('2027-03-01T10:00:00Z')
    for (let run = 0; run < 2; run++)
      await database.run(officer, recordOutcomeTaken, { mailId: which.communicationId })
    const ends = async () => {
      const { appeal, proof } = (await of())[0]!
      return [proof, appeal && localDateOf(appeal.court), appeal && localDateOf(appeal.headOfState)]
    }
    expect(await ends()).toEqual(['SERVER', '2027-04-30', '2027-06-29'])
    expect(await database.owner('audit_entries').where({ action: 'record-outcome-taken' })).toHaveLength(1)
    database.setNow('2027-03-09T10:00:00Z')
    expect(await tell(officer, which, ['DELIVERY', '2027-03-08'])).toMatchObject({ effect: 'NOTED' })
    expect(await ends()).toEqual(['RECEIPT', '2027-05-07', '2027-07-06'])
  })

  it('that never arrived has no terms, and is sent anew, once, to the address that the register has now', async () => {
    const { officer, of, application, ...which } = await notified()
    database.setNow('2027-03-09T10:00:00Z')
    const resend = () => database.run(officer, resendOutcome, which)
    await expect(resend()).rejects.toMatchObject({ code: 'OUTCOME_NOT_UNDELIVERED' })
    await tell(officer, which, ['NOT_DELIVERED', '2027-03-08'])
    expect(await of()).toEqual([
      expect.objectContaining({ isUndelivered: true, appeal: null, resends: true }),
    ])
    await database.arrange((tx) =>
      tx('bodies').where({ id: application.leadBodyId }).update({ email: 'nuova@pec.example' }),
    )
    const { communicationId } = await resend()
    const [first, second] = await of()
    expect(first).toMatchObject({ isUndelivered: true, resends: false })
    expect(second).toMatchObject({ id: communicationId, address: 'nuova@pec.example', receipts: [] })
    const [before, after] = await Promise.all(
      [which.communicationId, communicationId].map((id) => database.stores.outbox.letterOf(id)),
    )
    expect(after).toEqual(before)
    await expect(resend()).rejects.toMatchObject({ code: 'OUTCOME_NOT_UNDELIVERED' })
  })
})

describe('a cut grant whose delivery a receipt proves (art. 8; DPR 68/2005 art. 6, 8)', () => {
  async function asked() {
    const scenario = await createCutGrantScenario(database)
    const { leadRequestId } = await scenario.ask()
    const task = await scenario.deliver(leadRequestId)
    const { applicationId } = await database.stores.leadRequests.get(leadRequestId)
    const [communication] = await database.stores.communications.of(applicationId)
    const officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
    const which = { applicationId, communicationId: communication!.id }
    const state = async () => (await database.stores.workItems.find(task))?.state
    const scope = { cycleId: scenario.cycleId, leadRequestId }
    const begin = async () => told(await scenario.steps.jobAgain(beginAcceptanceTerm, scope))
    database.setNow('2027-06-23T10:00:00Z')
    return { scenario, leadRequestId, officer, which, state, begin }
  }

  it('is taken by a new task with the term that moves, and the lead is told', async () => {
    const { leadRequestId, officer, which, state, begin } = await asked()
    const before = await database.stores.leadRequests.get(leadRequestId)
    expect(await tell(officer, which, ['DELIVERY', '2027-06-22'])).toMatchObject({ effect: 'TERM_MOVED' })
    const after = await database.stores.leadRequests.get(leadRequestId)
    expect(after.dueAt! > before.dueAt!).toBe(true)
    expect(await state()).toBe('WITHDRAWN')
    expect(await begin()).toEqual({
      ...{ requestReceived: true, answerDueAt: new Date(after.dueAt!.getTime() + 1000).toISOString() },
    })
  })

  it('is asked anew where it never arrived', async () => {
    const { scenario, leadRequestId, officer, which, state, begin } = await asked()
    expect(await tell(officer, which, ['NOT_DELIVERED', '2027-06-22'])).toMatchObject({ effect: 'NOT_MADE' })
    expect(await state()).toBe('WITHDRAWN')
    expect(await begin()).toMatchObject({ requestReceived: false })
    const again = await scenario.ask()
    expect(again).toMatchObject({ grantCut: true })
    expect(again.leadRequestId).not.toBe(leadRequestId)
  })

  it.each(['DELIVERY', 'NOT_DELIVERED'] as const)(
    'stays as it is once its term has passed, also where the step that settles it is still to come: %s',
    async (kind) => {
      const { leadRequestId, officer, which, state } = await asked()
      const before = await database.stores.leadRequests.get(leadRequestId)
      database.setNow(new Date(before.dueAt!.getTime() + 1000))
      expect(await tell(officer, which, [kind, '2027-06-22'])).toMatchObject({ effect: 'TERM_OVER' })
      expect(await database.stores.leadRequests.get(leadRequestId)).toEqual(before)
      expect(await state()).toBe('OPEN')
    },
  )

  it('stays as it was settled once its term has passed: others have followed', async () => {
    const { scenario, leadRequestId, officer, which } = await asked()
    database.setNow('2027-12-01T10:00:00Z')
    await scenario.settle(leadRequestId)
    const before = await scenario.shown()
    expect(await tell(officer, which, ['NOT_DELIVERED', '2027-06-22'])).toMatchObject({ effect: 'TERM_OVER' })
    expect(await scenario.shown()).toEqual(before)
    expect((await database.stores.leadRequests.get(leadRequestId)).status).toBe('EXPIRED')
  })
})

describe('an address that the register lacks', () => {
  it('is told before the outcome is sent anew (art. 8)', async () => {
    const steps = createSteps(database)
    const { cycleId, callId } = await rankedCall(database, steps)
    await database.knex('calls').where('id', callId).update({ outcome_published_at: null })
    await steps.job(notifyOutcomes, { cycleId, callId })
    const officer = await steps.actor(demoPersonId('CASE_OFFICER_1'))
    const application = (await database.stores.applications.submittedOf(callId)).find(
      ({ leadBodyId }) => leadBodyId === demoBodyId('ASSEMI'),
    )!
    const [communication] = await database.stores.communications.of(application.id)
    const which = { applicationId: application.id, communicationId: communication!.id }
    database.setNow('2027-03-09T10:00:00Z')
    await tell(officer, which, ['NOT_DELIVERED', '2027-03-08'])
    await database.arrange(async (tx) => {
      await tx('bodies')
        .where({ id: application.leadBodyId })
        .update({ email: null, network_member_since: null })
      await tx('functions').where({ body_id: application.leadBodyId }).delete()
    })
    const resend = database.run(officer, resendOutcome, which)
    await expect(resend).rejects.toMatchObject({ code: 'LEAD_WITHOUT_ADDRESS' })
  })
})
