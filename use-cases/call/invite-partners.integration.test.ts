import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { confirmPartnership } from './confirm-partnership.ts'
import { invitePartners } from './invite-partners.ts'
import { saveApplicationDraft } from './save-application-draft.ts'

const [alliance] = demoAlliances
const LEAD = alliance.lead
const SILENT = ['FONDAZIONE_TEMPO', 'GRAFICA_MARTESANA']
const link = 'https://concilia.example/partnerships'

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>
let partner: Actor
let id: string
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
  const bodyId = demoBodyId('FONDAZIONE_TEMPO')
  await scenario.steps.hold(demoPersonId('LEAD_SERCOP'), { role: 'NETWORK_MEMBER', bodyId, signatory: true })
  partner = await scenario.steps.actor(demoPersonId('LEAD_SERCOP'), 'NETWORK_MEMBER')
  id = await scenario.draft(call.id, alliance, SILENT)
}, 60_000)
afterAll(() => database.close())

const invite = async (lead: string = LEAD) =>
  database.run(await scenario.leadOf(lead), invitePartners, { applicationId: id, link })
const mails = async () =>
  (await database.knex('outbox').where({ kind: 'MAIL' }))
    .map(({ payload }) => payload as { to: string[]; subject: string; text: string })
    .filter(({ subject }) => subject.includes('conferma la partecipazione'))
const seen = async () => {
  const found = await database.reads.applications.find(await scenario.leadOf(LEAD), id)
  return new Map(found!.partners.map((one) => [one.name!, one.invitation]))
}

describe('partners that the lead invites to confirm (art. 9)', () => {
  it('are those that have not, each by who acts for it; who has nobody here is told apart', async () => {
    expect(await invite()).toEqual({ invited: 1, unreachable: 1 })
    const sent = await mails()
    const { email } = (await database.stores.network.findPerson(partner.personId))!
    const { email: other } = (await database.stores.network.findPerson(
      demoPersonId('MEMBER_FONDAZIONE_TEMPO'),
    ))!
    expect(sent.map(({ to }) => to).toSorted()).toEqual([[email], [other]].toSorted())
    const { content } = await database.stores.applications.get(id)
    const named = content.partners.find((one) => one.bodyName?.startsWith('Fondazione'))
    for (const told of [content.title, named?.contribution, 'Ruolo: Partner', link, 'entro la chiusura'])
      expect(sent[0]?.text).toContain(told)
    const told = await seen()
    expect(told.get('Fondazione Tempo e Lavoro')).toEqual({ invitedAt: call.opensAt, people: 2 })
    expect(told.get('Grafica Martesana S.r.l.')).toEqual({ invitedAt: call.opensAt, people: 0 })
    const { action, facts } = (await database.stores.audit.entries(scenario.cycleId)).at(-1)!
    expect([action, (facts as { codes: object[] }).codes.length]).toEqual(['invite-partners', 2])
  })

  it('once a day for the same part, again when it is another, and no more once they have confirmed', async () => {
    expect(await invite()).toEqual({ invited: 0, unreachable: 1 })
    expect(await mails()).toHaveLength(2)
    const lead = await scenario.leadOf(LEAD)
    const { content, version } = await database.stores.applications.get(id)
    const partners = content.partners.map((one) =>
      one.bodyName?.startsWith('Fondazione') ? { ...one, contribution: 'Presta la sede.' } : one,
    )
    const save = { applicationId: id, content: { ...content, partners }, version }
    await database.run(lead, saveApplicationDraft, save)
    expect((await seen()).get('Fondazione Tempo e Lavoro')).toBeNull()
    expect(await invite()).toMatchObject({ invited: 1 })
    database.setNow(new Date(call.opensAt.getTime() + 86_400_000))
    expect(await invite()).toMatchObject({ invited: 1 })
    const own = await database.reads.partnerships.own(partner)
    const { partSha256 } = own.items[0]!
    await database.run(partner, confirmPartnership, { applicationId: id, partSha256 })
    database.setNow(new Date(call.opensAt.getTime() + 2 * 86_400_000))
    expect(await invite()).toEqual({ invited: 0, unreachable: 1 })
  })

  it('by the lead alone, and until the closing', async () => {
    const before = await database.dump()
    await expect(invite('IPIS')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    database.setNow(call.closesAt)
    await expect(invite()).rejects.toMatchObject({ code: 'CONFIRMATION_AFTER_CLOSING' })
    expect(await database.dump()).toEqual(before)
  })
})
