import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { createStores } from '../../db/stores.ts'
import type { ToldBody } from '../../db/network/body-statements.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import type { UseCase } from '../../procedures/context.ts'
import { closeToTied } from '../../procedures/evaluation/close-to-tied.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createEvaluationScenario } from '../support/evaluation-scenario.ts'

const CISL = '91013700157'
const CONFCOOPERATIVE = '91016440157'
const VAT = '12878470157'

let database: TestDatabase
let scenario: Awaited<ReturnType<typeof createEvaluationScenario>>
let applicationId: string
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  applicationId = scenario.applicationIds[5] ?? ''
}, 120_000)
afterAll(() => database.close())

/* As a submission does: what an applicant says of bodies, and what follows for the calls under evaluation. */
const say: UseCase<ToldBody['facts'], BodyId> = async (context, facts) => {
  const saidBy = context.actor.personId
  const { ids, changed } = await context.stores.network.tellOfBodies([
    { source: 'APPLICANT', saidAt: context.now, saidBy, facts },
  ])
  const [id] = ids
  if (id === undefined || id === 'AMBIGUOUS') throw new Error(`${facts.taxCode} names nobody`)
  await closeToTied(context, changed)
  return id
}
const told = (facts: { taxCode: string; vatNumber?: string }) =>
  database.run(scenario.owner, say, { name: 'Come scritto', kind: 'TRADE_UNION' as const, ...facts })

async function isClosedTo(code: string): Promise<boolean> {
  const member = await scenario.steps.actor(demoPersonId(code), 'COMMITTEE_MEMBER')
  return database.knex.transaction((tx) => createStores(tx).evaluation.isClosedTo(member, applicationId))
}
const reasonsOf = async (code: string) =>
  (await database.stores.evaluation.exclusionsOf(scenario.callId))
    .filter((one) => one.applicationId === applicationId && one.personId === demoPersonId(code))
    .map((one) => one.basis)
const mails = () => database.knex('outbox').whereRaw("payload->>'subject' like '%due codici'")

describe('a body held as two, tied while a call is evaluated (art. 5)', () => {
  it('is one to the wall at once, and the process owner is told once', async () => {
    await scenario.declareAll()
    const typed = await told({ taxCode: VAT, vatNumber: VAT })
    await database.knex('application_partners').insert({
      ...{ application_id: applicationId, body_id: typed, role: 'PARTNER', contribution: 'Sede' },
      ...{ code: VAT, part_sha256: 'part' },
    })
    await database.arrange((tx) =>
      tx('partner_confirmations').insert({
        ...{ application_id: applicationId, partner_code: VAT, means: 'ACCOUNT', part_sha256: 'part' },
        ...{ given_by: demoPersonId('LEAD_ASSEMI'), signed_by: demoPersonId('LEAD_ASSEMI') },
        given_at: database.clock.now(),
      }),
    )
    await scenario.exclude()
    expect(await isClosedTo('TITULAR_CISL')).toBe(false)
    expect(await told({ taxCode: CISL, vatNumber: VAT })).toBe(demoBodyId('CISL'))
    expect(await isClosedTo('TITULAR_CISL')).toBe(true)
    expect(await reasonsOf('TITULAR_CISL')).toEqual(['PARTNER_OWN'])
    await told({ taxCode: CISL, vatNumber: VAT })
    expect(await mails()).toHaveLength(1)
    expect(await database.knex('audit_entries').where({ action: 'close-to-tied' })).toHaveLength(1)
  })

  it('is shown as the body that it is, and stays in the application as it was written', async () => {
    const partners = await database.stores.applications.partnersOf(applicationId)
    expect(partners).toContainEqual(
      expect.objectContaining({ taxCode: CISL, vatNumber: VAT, role: 'PARTNER' }),
    )
    expect(partners.map((one) => one.bodyId)).not.toContain(demoBodyId('CISL'))
  })

  it('may be any member of a VAT group: all their people are kept out, and nobody is let in again', async () => {
    expect(await isClosedTo('TITULAR_CONFCOOPERATIVE')).toBe(false)
    await told({ taxCode: CONFCOOPERATIVE, vatNumber: VAT })
    expect(await isClosedTo('TITULAR_CONFCOOPERATIVE')).toBe(true)
    expect(await isClosedTo('TITULAR_CISL')).toBe(true)
    await expect(told({ taxCode: VAT })).rejects.toThrow('names nobody')
    expect(await database.stores.network.matchBody(CISL)).toMatchObject({ id: demoBodyId('CISL') })
    expect(await database.stores.network.matchBody(CONFCOOPERATIVE)).toMatchObject({
      id: demoBodyId('CONFCOOPERATIVE'),
    })
  })
})
