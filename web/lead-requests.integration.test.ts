import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import type { Actor } from '../procedures/context.ts'
import { createCutGrantScenario } from '../test/support/cut-grants.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { ASK, createLeadRequestScenario } from '../test/support/lead-requests.ts'
import { pagesOf } from '../test/support/pages.ts'
import { discardDelivery } from '../use-cases/cycle/discard-delivery.ts'
import { askIntegration } from '../workers/evaluation/ask-integration.ts'
import { giveRefusalNotice } from '../workers/evaluation/give-refusal-notice.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
}, 60_000)
afterEach(() => database.close())

async function told(actor: Actor, applicationId: string) {
  const { text } = await pagesOf(database, actor).get(`/applications/${applicationId}/requests`)
  const [request] = await database.reads.leadRequests.ofApplication(actor, applicationId)
  return { text, silence: request?.silence }
}

describe('the page of what a lead is asked', () => {
  it.each([
    ['DECLINED', 'vi rinuncia: le risorse vanno al progetto che segue'],
    ['ACCEPTED', 'lo accetta'],
  ] as const)(
    'tells of a cut grant what silence will mean and, its term over, has meant, as the call says: %s (art. 8)',
    async (unanswered, means) => {
      const scenario = await createCutGrantScenario(database)
      await scenario.reshapable()
      await scenario.silenceMeans(unanswered)
      const { leadRequestId } = await scenario.ask()
      const { applicationId } = await database.stores.leadRequests.get(leadRequestId)
      const lead = await scenario.steps.actor(demoPersonId('LEAD_SERCOP'))
      expect((await told(lead, applicationId)).text).toContain(
        `chi non risponde nel termine, che comincia alla consegna, ${means} (art. 8).`,
      )
      await scenario.deliver(leadRequestId)
      const before = await told(lead, applicationId)
      expect(before.silence).toBe('AHEAD')
      expect(before.text).toContain(
        `Per l’avviso sul contributo ridotto chi non risponde entro il 05/07/2027, ore 23:59 ${means} (art. 8).`,
      )
      await scenario.settle(leadRequestId)
      const after = await told(lead, applicationId)
      expect(after.silence).toBe('PASSED')
      expect(after.text).toContain(
        `Nessuno ha risposto entro il 05/07/2027, ore 23:59, e il silenzio è valso ciò che dice l’avviso: sul contributo ridotto chi non risponde ${means} (art. 8).`,
      )
    },
  )

  it('says nothing of silence once somebody answered, nor lets it mean anything of a ranking that was annulled (art. 8; L. 241/1990 art. 21-nonies)', async () => {
    const scenario = await createCutGrantScenario(database)
    await scenario.reshapable()
    const { leadRequestId } = await scenario.ask()
    const { applicationId } = await database.stores.leadRequests.get(leadRequestId)
    const lead = await scenario.steps.actor(demoPersonId('LEAD_SERCOP'))
    const task = await scenario.deliver(leadRequestId)
    await database.owner.raw('alter table rankings disable trigger user')
    await database.owner('rankings').where({ id: scenario.rankingId }).update({ status: 'ANNULLED' })
    const annulled = await told(lead, applicationId)
    expect([annulled.silence, annulled.text]).toEqual([
      'NONE',
      expect.stringContaining('il silenzio non vale nulla (L. 241/1990, art. 21-nonies)'),
    ])
    await database.owner('rankings').where({ id: scenario.rankingId }).update({ status: 'ADOPTED' })
    await scenario.answer('SERCOP', task, 'ACCEPTED')
    const answered = await told(lead, applicationId)
    expect(answered.silence).toBeNull()
    expect(answered.text).not.toMatch(/silenzio|chi non risponde/)
  })

  it('says that nobody’s examining a reshaping decides nothing, then how it was examined (art. 6, 8)', async () => {
    const scenario = await createCutGrantScenario(database)
    const of = await scenario.reshapable()
    const { leadRequestId } = await scenario.ask()
    const lead = await scenario.steps.actor(demoPersonId('LEAD_SERCOP'))
    await scenario.steps.complete(lead, await scenario.deliver(leadRequestId), {
      ...{ answer: 'RESHAPED', ifRefused: 'DECLINED' },
      lines: [
        { line: `${of.lead} STAFF 2026`, amount: '15.000,00' },
        { line: `${of.partner} SERVICES 2027`, amount: '15.000,00' },
      ],
      cofinancing: [{ bodyTaxCode: of.lead, kind: 'CASH', amount: '10.000,00' }],
    })
    expect((await told(lead, of.applicationId)).text).toContain(
      'il silenzio dell’ufficio non la approva né la respinge: fino all’esame il contributo resta di questo progetto. Se non è approvata, l’Alleanza rinuncia al contributo ridotto.',
    )
    const examined = {
      outcome: 'REFUSED',
      reasons: 'È un altro progetto.',
      at: database.clock.now(),
    } as const
    const by = demoPersonId('CASE_OFFICER_1')
    await database.arrange((tx) =>
      tx('reshapings')
        .where({ request_id: leadRequestId })
        .update({ outcome: 'REFUSED', reasons: examined.reasons, examined_by: by, examined_at: examined.at }),
    )
    expect((await told(lead, of.applicationId)).text).toContain(
      'Rimodulazione non approvata il 19/06/2027, ore 12:00 (artt. 6 e 8): È un altro progetto. Come detto per questo caso, l’Alleanza rinuncia al contributo ridotto.',
    )
  })

  it.each([
    [
      'an integration (L. 241/1990 art. 6)',
      ASK,
      askIntegration,
      'su ciò che c’è (L. 241/1990, artt. 2 c. 7 e 6)',
    ],
    [
      'a notice before refusal (L. 241/1990 art. 10-bis)',
      { outcome: 'GIVE_NOTICE' },
      giveRefusalNotice,
      'sui motivi comunicati (L. 241/1990, art. 10-bis)',
    ],
  ] as const)('tells of %s that without an answer the office decides', async (_, step, worker, on) => {
    const scenario = await createLeadRequestScenario(database)
    const [lead, { applicationId }] = [await scenario.leadOf(0), scenario.of(0)]
    await scenario.decide(0, step)
    const { task, leadRequestId } = await scenario.deliver(0, worker)
    const { dueAt } = await database.stores.leadRequests.get(leadRequestId)
    const by = (await scenario.steps.load(lead, task)).data['due']
    expect(dueAt).not.toBeNull()
    const ahead = `Se nessuno risponde entro il ${String(by)}, l’ufficio decide ${on}.`
    const [own, officers] = [await told(lead, applicationId), await told(scenario.officer, applicationId)]
    expect(own.text).toContain(ahead)
    expect([own, officers].map(({ text }) => text.includes('href="/inbox">Rispondi'))).toEqual([true, false])
    expect((await scenario.steps.load(lead, task)).data['silence']).toContain(ahead)
    scenario.afterDays(20)
    await scenario.expire(leadRequestId)
    const passed = await told(lead, applicationId)
    expect(passed.text).toContain(
      `Nessuno ha risposto entro il ${String(by)}: l’ufficio decide ${on}. Dopo il termine si può rispondere finché l’ufficio non decide`,
    )
    await scenario.decide(0, { outcome: 'ADMITTED' })
    expect((await told(lead, applicationId)).text).toContain(
      `Nessuno ha risposto entro il ${String(by)}: l’ufficio ha proseguito ${on}.`,
    )
  })

  it('lets silence mean nothing to what never arrived (DPR 68/2005 art. 8)', async () => {
    const scenario = await createLeadRequestScenario(database)
    await scenario.decide(0, ASK)
    await scenario.steps.job(askIntegration, scenario.of(0))
    const [request] = await scenario.requestsOf(0)
    const [mail] = await scenario.mailsOf(request!.id)
    await database.knex('outbox').where({ id: mail!.id }).update({ state: 'PARKED' })
    await database.run(scenario.owner, discardDelivery, { id: mail!.id, reason: 'Indirizzo chiuso.' })
    const undelivered = await told(await scenario.leadOf(0), scenario.of(0).applicationId)
    expect([undelivered.silence, undelivered.text]).toEqual([
      'NONE',
      expect.stringContaining('vale come non fatta, nessun termine è corso e il silenzio non vale nulla'),
    ])
  })
})
