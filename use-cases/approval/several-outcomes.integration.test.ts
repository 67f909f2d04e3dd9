import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { OutcomeKind } from '../../domain/approval/lifecycle.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'
import { recordRegionalOutcome as recordRegionalOutcomeStep } from '../../workers/approval/record-regional-outcome.ts'
import { REGION_ACTOR, recordRegionalOutcome } from './record-regional-outcome.ts'

let database: TestDatabase
let scenario: ProjectScenario
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createProjectScenario(database)
})
afterAll(() => database.close())

describe('what can happen again for one subject has an identity of its own', () => {
  it('two outcomes of one submission: the second is in force until the plan is validated, then only noted (art. 8)', async () => {
    const { cycleId, planVersionId, steps } = scenario
    const submissionId = (await database.stores.submissions.validationOf(planVersionId))!.id
    await database.arrange((tx) =>
      tx('submissions')
        .where({ id: submissionId })
        .update({ status: 'RECEIVED', sent_at: database.clock.now() }),
    )
    const { protocol: first } = (await database.stores.outcomes.inForce(submissionId))!
    const tell = (protocolNumber: string, outcome: OutcomeKind = 'VALIDATED') =>
      database.run(REGION_ACTOR, recordRegionalOutcome, {
        ...{ submissionId, outcome, protocolNumber, decidedOn: database.today() },
      })
    const standing = async () =>
      (await database.stores.outcomes.ofSubmissions([submissionId]))
        .map(({ protocol, status }) => `${protocol} ${status}`)
        .toSorted()
    for (let time = 0; time < 2; time += 1) expect((await tell('M1.2')).status).toBe('IN_FORCE')
    expect(await standing()).toEqual(['M1.2 IN_FORCE', `${first} SUPERSEDED`])
    await database.arrange((tx) =>
      tx('plan_versions').where({ id: planVersionId }).update({ status: 'SENT' }),
    )
    await steps.job(recordRegionalOutcomeStep, { cycleId, submissionId, planVersionId })
    const before = await database.dump()
    for (let time = 0; time < 2; time += 1) expect((await tell('M1.3', 'SENT_BACK')).status).toBe('NOTED')
    expect((await tell('M1.2')).status).toBe('IN_FORCE')
    expect(await standing()).toEqual(['M1.2 IN_FORCE', `${first} SUPERSEDED`, 'M1.3 NOTED'])
    const after = await database.dump()
    const touched = Object.keys(after).filter((table) => !isDeepStrictEqual(after[table], before[table]))
    expect(touched).toEqual(['audit_entries', 'audit_heads', 'outbox', 'regional_outcomes'])
    const mails = await database.knex('outbox').where({ kind: 'MAIL' }).orderBy('position', 'desc')
    expect(mails[0]).toMatchObject({
      payload: { text: expect.stringContaining('Piano rinviato, protocollo M1.3') },
    })
    expect(await database.knex('audit_entries').where({ actor: REGION_ACTOR.personId })).toHaveLength(2)
  })
})
