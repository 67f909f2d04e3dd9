import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { withoutFunction } from '../../procedures/context.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { invitePerson } from './invite-person.ts'

const doorkeeper = withoutFunction('sign-in', 'Sign-in')

let database: TestDatabase
let scenario: EvaluationScenario
let body: string
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  const { lead_body_id } = (await database
    .knex('applications')
    .where({ id: scenario.applicationIds[3]! })
    .first())!
  body = (await database.knex('bodies').where({ id: lead_body_id }).first())!.tax_code
}, 120_000)
afterAll(() => database.close())

/* An invitation to act for the lead of an application that is being evaluated, accepted by its person. */
async function accepted(personId: string): Promise<void> {
  const row = (await database.knex('persons').where({ id: personId }).first())!
  const person = {
    ...{ givenName: row.given_name, familyName: row.family_name, bornOn: row.born_on },
    ...{ taxCode: row.tax_code, document: null, email: row.email },
  }
  const token = sha256Hex(`token of ${personId}`)
  const asked = { role: 'ALLIANCE_LEAD', signatory: true, act: 'Nota 12', days: 10, link: 'x' } as const
  const owner = await scenario.person('PROCESS_OWNER')
  await database.run(owner, invitePerson, { ...asked, person: person as never, body, token })
  await database.run(doorkeeper, acceptInvitation, { token, identity: null })
}
const leadFunctions = (personId: string) =>
  database
    .knex('functions')
    .where({ person_id: personId, role: 'ALLIANCE_LEAD' })
    .whereNull('stands_for')
    .orderBy('starts_on')

describe('an invitation that is accepted', () => {
  it('shuts the wall at once to a member whom it ties to an application under evaluation (art. 5)', async () => {
    const personId = demoPersonId('TITULAR_CGIL')
    const exclusions = async () =>
      (await database.stores.evaluation.exclusionsOf(scenario.callId)).filter(
        (one) => one.personId === personId,
      )
    expect(await exclusions()).toEqual([])
    await accepted(personId)
    expect((await exclusions()).map(({ applicationId }) => applicationId)).toContain(
      scenario.applicationIds[3],
    )
    const member = await scenario.steps.actor(personId, 'COMMITTEE_MEMBER')
    const kept = await database.arrange((tx) => tx('exclusions').where({ person_id: member.personId }))
    expect(kept.length).toBeGreaterThan(0)
    const mails = await database
      .knex('outbox')
      .whereRaw("payload->>'subject' like '%conflitti di interesse da un invito accettato'")
    expect(mails).toHaveLength(1)
    expect((await database.stores.audit.entries(scenario.cycleId)).at(-1)?.action).toBe('close-to-tied')
    expect((await database.stores.audit.entries(NETWORK_CHAIN)).at(-1)?.action).toBe('accept-invitation')
  })

  it('gives its function until the one that the person is to have begins', async () => {
    const personId = demoPersonId('FINANCE_1')
    const from = addDays(database.today(), 5)
    const { id } = (await database.knex('bodies').where({ tax_code: body }).first())!
    await database.stores.network.addFunction({
      ...{ personId, role: 'ALLIANCE_LEAD', bodyId: id as never, signatory: true, act: 'Nota 11' },
      ...{ seatId: null, seatRole: null, office: null, from, until: null },
    })
    await accepted(personId)
    expect(await leadFunctions(personId)).toMatchObject([
      { starts_on: database.today(), ends_on: addDays(from, -1) },
      { starts_on: from, ends_on: null },
    ])
  })

  it('gives its function also to who acts there in somebody’s place', async () => {
    const personId = demoPersonId('FINANCE_2')
    const [own] = await leadFunctions(demoPersonId('TITULAR_CGIL'))
    const days = { from: database.today(), until: addDays(database.today(), 3) }
    await database.stores.network.addSubstitution({
      ...{ id: 'SUBSTITUTION', personId, of: own!.id, act: 'Nota 10', ...days },
    })
    await accepted(personId)
    expect(await leadFunctions(personId)).toMatchObject([{ starts_on: database.today(), ends_on: null }])
  })
})
