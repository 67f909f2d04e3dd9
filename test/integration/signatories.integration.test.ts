import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import type { Actor } from '../../procedures/context.ts'
import { submitApplication } from '../../use-cases/call/submit-application.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createProjectScenario } from '../support/project-scenario.ts'
import type { ProjectScenario } from '../support/project-scenario.ts'
import type { createSteps } from '../support/steps.ts'

const CONTACT = demoPersonId('FINANCE_2')
const FORMER = demoPersonId('CASE_OFFICER_2')
const notASignatory = (who: string) => ({
  code: 'INVALID_INPUT',
  facts: {
    problems: [
      expect.objectContaining({
        ...{ path: 'signatory', code: 'NOT_A_SIGNATORY', message: expect.stringContaining(who) },
      }),
    ],
  },
})

/** Somebody who works for the lead without its signature, and somebody who had it until a day. */
async function people(steps: ReturnType<typeof createSteps>, lead: string, until: string): Promise<Actor> {
  const held = { role: 'ALLIANCE_LEAD' as const, bodyId: demoBodyId(lead) }
  await steps.hold(CONTACT, held)
  await steps.hold(FORMER, { ...held, signatory: true, until: localDate(until) })
  return steps.actor(CONTACT, 'ALLIANCE_LEAD')
}

describe('an application is signed by who holds the signature of its lead on that day (art. 10)', () => {
  let database: TestDatabase
  let contact: Actor
  let applicationId: string
  beforeAll(async () => {
    database = await createTestDatabase()
    const scenario = await createCallScenario(database)
    const { id } = await scenario.openCall()
    const [alliance] = demoAlliances
    contact = await people(scenario.steps, alliance.lead, '2026-12-31')
    applicationId = await scenario.draft(id, alliance)
  })
  afterAll(() => database.close())

  it('not by a contact, nor by whose function has ended, and the answer says who may', async () => {
    for (const signatory of [undefined, FORMER, 'nobody']) {
      const submitted = database.run(contact, submitApplication, { applicationId, signatory })
      await expect(submitted).rejects.toMatchObject(notASignatory('può firmare Legale rappresentante'))
    }
    expect((await database.stores.applications.get(applicationId)).status).toBe('DRAFT')
  })

  it('who may be another than who submits it, and is kept', async () => {
    const signatory = demoPersonId(`LEAD_${demoAlliances[0].lead}`)
    await database.run(contact, submitApplication, { applicationId, signatory })
    const application = await database.stores.applications.get(applicationId)
    expect(application).toMatchObject({ submittedBy: CONTACT, signedBy: signatory })
    const page = await database.reads.applications.find(contact, applicationId)
    expect(page?.signatory).toContain('Legale rappresentante')
  })
})

describe('what is signed while the project runs', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let leadId: string
  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    const { leadBodyId } = await database.stores.projects.get(scenario.projectId)
    leadId = leadBodyId
    const code = demoAlliances.map(({ lead }) => lead).find((lead) => demoBodyId(lead) === leadBodyId) ?? ''
    await people(scenario.steps, code, '2027-05-31')
  })
  afterAll(() => database.close())

  it('the agreement, on the day of its signature (art. 9)', async () => {
    const { agree, projectId, cycleId, steps } = scenario
    const item = await steps.open('Task_RecordAgreement', { cycleId, projectId })
    const { data } = await steps.load(await scenario.leadOf(projectId), item)
    const offered = data['signatoryOptions'] as { value: string }[]
    expect(offered.map((one) => one.value)).toContain(FORMER)
    await expect(agree(projectId, { signatory: FORMER })).rejects.toMatchObject(
      notASignatory('{2027-06-01:day}'),
    )
    await agree(projectId, { signatory: FORMER, signedOn: '2027-05-31' })
    const [row] = await database
      .knex('projects')
      .where({ id: projectId })
      .pluck<string[]>('agreement_signed_by')
    expect(row).toBe(FORMER)
  })

  it('the statement, on the day on which it is presented; bodies are named by either code (art. 10)', async () => {
    const projectId = scenario.projectIds[1] ?? ''
    await scenario.run(projectId)
    const { leadBodyId, applicationId } = await database.stores.projects.get(projectId)
    const alliance = await database.stores.applications.partnersOf(applicationId)
    const vatNumber = '12878470157'
    const say = ({ taxCode, name, kind }: (typeof alliance)[number]) =>
      database.stores.network.tellOfBodies([
        {
          source: 'REGISTER',
          saidAt: database.clock.now(),
          saidBy: null,
          facts: { taxCode, name, kind, vatNumber },
        },
      ])
    const lead = alliance.find((one) => one.bodyId === leadBodyId)!
    await database.knex.transaction(() => say(lead))
    const lines = [scenario.line(vatNumber, { cents: 100 })]
    const unsigned = scenario.submit(projectId, [], { lines, signatory: CONTACT })
    await expect(unsigned).rejects.toMatchObject(notASignatory('può firmare Legale rappresentante'))
    await scenario.submit(projectId, [], { lines })
    expect(await database.knex('expense_quotas').pluck('body_id')).toEqual([leadBodyId])
    expect(await database.knex('statements').whereNotNull('signed_by')).toHaveLength(1)
    expect(leadId).not.toBe(leadBodyId)
  })

  it('a statement that names a body by the partita IVA of several of the alliance is refused (art. 10)', async () => {
    const projectId = scenario.projectIds[2] ?? ''
    await scenario.run(projectId)
    const { applicationId } = await database.stores.projects.get(projectId)
    const vatNumber = '02118311006'
    const alliance = await database.stores.applications.partnersOf(applicationId)
    await database
      .knex('bodies')
      .whereIn(
        'id',
        alliance
          .filter(({ role }) => role !== 'ADHERENT')
          .map(({ bodyId }) => bodyId)
          .slice(0, 2),
      )
      .update({ vat_number: vatNumber })
    const ambiguous = scenario.submit(projectId, [], { lines: [scenario.line(vatNumber, { cents: 100 })] })
    await expect(ambiguous).rejects.toMatchObject({
      facts: { problems: [{ path: 'lines[0].bodyTaxCode', code: 'BODY_AMBIGUOUS' }] },
    })
  })
})
