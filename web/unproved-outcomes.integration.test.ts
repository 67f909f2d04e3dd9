import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { receiptKinds, settledBy } from '../domain/evaluation/delivery.ts'
import type { CountedReceipt } from '../domain/evaluation/delivery.ts'
import { localDate } from '../domain/shared/local-date.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import type { Actor } from '../procedures/context.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'
import { rankedCall } from '../test/support/ranked-call.ts'
import { createSteps } from '../test/support/steps.ts'
import { resendOutcome } from '../use-cases/evaluation/resend-outcome.ts'
import { tellDelivery } from '../use-cases/evaluation/tell-delivery.ts'
import { notifyOutcomes } from '../workers/evaluation/notify-outcomes.ts'

let database: TestDatabase
let callId: string
let steps: ReturnType<typeof createSteps>
let officer: Actor
beforeEach(async () => {
  database = await createTestDatabase()
  database.setNow('2027-03-01T10:00:00Z')
  steps = createSteps(database)
  const ranked = await rankedCall(database, steps)
  callId = ranked.callId
  await database.knex('calls').where('id', callId).update({ outcome_published_at: null })
  await steps.job(notifyOutcomes, { cycleId: ranked.cycleId, callId })
  officer = await steps.actor(demoPersonId('CASE_OFFICER_1'))
}, 60_000)
afterEach(() => database.close())

const on = () => localDateOf(database.clock.now())
const list = (actor: Actor = officer, asked: { after?: string; limit?: number } = {}) =>
  database.reads.communications.unprovedOutcomes(actor, callId, { on: on(), ...asked })
const codes = async (actor?: Actor) => (await list(actor)).items.map(({ code }) => code)
const tell = (code: string, kind: 'DELIVERY' | 'NOT_DELIVERED', day: string) => async () => {
  const one = (await list()).items.find((row) => row.code === code)!
  const which = { applicationId: one.applicationId, communicationId: one.id }
  const reason = 'Dalla casella dell’ufficio.'
  await database.run(officer, tellDelivery, { ...which, kind, on: localDate(day), time: '09:00', reason })
  return which
}
const page = async (actor: Actor | null) =>
  (await pagesOf(database, actor).get(`/calls/${callId}/ranking`)).text
const home = async (actor: Actor) => {
  const { text } = await pagesOf(database, actor).get('/')
  return /id="outcomes">(.*?)<\/section>/s.exec(text)?.[1]?.replaceAll(/<[^>]*>/g, ' ') ?? null
}

describe('the outcomes of a call whose delivery is not proved (DPR 68/2005 art. 6, 8; D.Lgs. 104/2010 art. 41)', () => {
  it('are listed to the office with the days that each waits, the longest first, until a receipt proves the delivery', async () => {
    expect(await codes()).toHaveLength(3)
    database.setNow('2027-03-09T10:00:00Z')
    await tell('T-1', 'DELIVERY', '2027-03-02')()
    const which = await tell('T-2', 'NOT_DELIVERED', '2027-03-03')()
    const { items } = await list()
    expect(items.map(({ code, days, failedAt }) => [code, days, failedAt])).toEqual(
      expect.arrayContaining([
        ['T-2', 8, new Date('2027-03-03T08:00:00Z')],
        ['T-3', 8, null],
      ]),
    )
    expect(items).toHaveLength(2)
    await database.run(officer, resendOutcome, which)
    expect((await list()).items.map(({ code, days }) => [code, days])).toEqual([
      ['T-3', 8],
      ['T-2', 0],
    ])
    for (const reader of [officer, await steps.actor(demoPersonId('PROCESS_OWNER'))]) {
      const text = await page(reader)
      for (const { id, applicationId } of (await list()).items)
        expect(text).toContain(`href="/applications/${applicationId}/communications#communication-${id}"`)
      expect(text).toContain('8 giorni')
    }
  })

  it('come in parts by their key, none twice and none left out', async () => {
    const all = (await list()).items.map(({ id }) => id)
    const found: string[] = []
    let after: string | null | undefined
    do {
      const part = await list(officer, { limit: 1, ...(after ? { after } : {}) })
      found.push(...part.items.map(({ id }) => id))
      after = part.next
    } while (after !== null)
    expect(found).toEqual(all)
  })

  it('are shown to nobody but the office that records the receipts (art. 8; L. 241/1990 art. 6)', async () => {
    for (const code of ['LEAD_ASSEMI', 'TITULAR_CISL', 'FINANCE_1'])
      expect(await page(await steps.actor(demoPersonId(code)))).not.toContain('unproved-title')
    expect(await page(null)).not.toContain('unproved-title')
  })

  it('are told on the home of the office once one waits for days, with how long', async () => {
    expect(await home(officer)).toBeNull()
    database.setNow('2027-03-02T05:00:00Z')
    expect(await home(officer)).toMatch(/3 esiti aspettano una ricevuta di consegna .*il primo da 1 giorno/s)
    for (const code of ['T-1', 'T-2', 'T-3']) await tell(code, 'DELIVERY', '2027-03-01')().catch(() => null)
    expect(await home(await steps.actor(demoPersonId('LEAD_ASSEMI')))).toBeNull()
  })

  it('are neither listed nor counted to whom a conflict excludes, behind the wall (art. 5)', async () => {
    database.setNow('2027-03-02T05:00:00Z')
    const [application] = await database.stores.applications.submittedOf(callId)
    const { id: of, code } = application!
    await database.owner('calls').where('id', callId).update({ outcome_published_at: null })
    await database.owner('exclusions').insert({
      ...{ call_id: callId, application_id: of, cause_application_id: of, path: '[]', basis: 'PARTNER_OWN' },
      ...{ full_reason: 'x', own_reason: 'x', excluded_at: database.clock.now(), source: 'COMPUTED' },
      person_id: officer.personId,
    })
    const other = await steps.actor(demoPersonId('CASE_OFFICER_2'))
    expect([await codes(), await codes(other)]).toEqual([
      (await codes(other)).filter((one) => one !== code),
      expect.arrayContaining(['T-1', 'T-2', 'T-3']),
    ])
    expect(await home(officer)).toContain('2 esiti')
    expect(await home(other)).toContain('3 esiti')
    expect(await page(officer)).not.toContain(String(application?.title))
  })

  it('are those that the receipts, in whatever order they come, do not settle as reached', async () => {
    const [application] = await database.stores.applications.submittedOf(callId)
    const sources = ['PROVIDER', 'OFFICER'] as const
    const all = receiptKinds.flatMap((kind) => sources.map((source) => ({ kind, source })))
    const cases = Array.from({ length: 60 }, (_, nth) =>
      [nth, nth * 7 + 3, nth * 3 + 1, nth * 13 + 5].slice(0, nth % 5).map((at) => all[at % all.length]!),
    )
    for (const [nth, receipts] of cases.entries()) {
      const at = new Date(Date.UTC(2027, 3, 1, 0, nth))
      const id = `told-${nth}`
      const of = { application_id: application!.id }
      await database.owner('communications').insert({
        ...{ ...of, id, kind: 'OUTCOME', request_id: null, address: 'a@pec.example', written_at: at },
      })
      for (const [index, { kind, source }] of receipts.entries())
        await database.owner('pec_receipts').insert({
          ...{ ...of, id: `${id}-${index}`, communication_id: id, kind, source, at },
          ...(source === 'PROVIDER'
            ? { provider: 'p', identifier: String(index), reason: null }
            : { provider: null, identifier: null, reason: 'x' }),
          ...{ recorded_by: officer.personId, recorded_at: at },
        })
      const counted: CountedReceipt[] = receipts.map((one) => ({ ...one, at }))
      const listed = (await list()).items.some((one) => one.id === id)
      expect([receipts, listed]).toEqual([receipts, settledBy(counted)?.reached !== true])
    }
  })
})
