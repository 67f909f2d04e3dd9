import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newId } from '../../domain/shared/ids.ts'
import { drawUpPlan } from '../../workers/approval/draw-up-plan.ts'
import { startProjects } from '../../workers/cycle/start-projects.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { inventedCup } from '../cycle/invented-codes.ts'
import { told } from '../support/evaluation-scenario.ts'
import { createProjectScenario } from '../support/project-scenario.ts'
import type { ProjectScenario } from '../support/project-scenario.ts'

let database: TestDatabase
let scenario: ProjectScenario
let applicationId: string
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createProjectScenario(database)
  applicationId = (await database.stores.projects.get(scenario.projectId)).applicationId
})
afterAll(() => database.close())

const ofApplication = async (): Promise<{ id: string; code: string; status: string }[]> =>
  database
    .knex('projects')
    .where({ application_id: applicationId })
    .orderBy('code')
    .select('id', 'code', 'status')

const standing = async () => (await ofApplication()).map(({ code, status }) => `${code} ${status}`)

async function close(): Promise<void> {
  for (const [index, { id }] of (await ofApplication()).entries())
    await database.arrange((tx) =>
      tx('projects')
        .where({ id })
        .update({ status: 'CLOSED', cup: inventedCup(900 + index) }),
    )
}

/** A new plan version of the same ranking is validated, and its projects begin: by a step that runs twice. */
async function replan(): Promise<void> {
  const { steps, cycleId, call } = scenario
  const drawn = told(await steps.jobAgain(drawUpPlan, { cycleId, callId: call.id }))
  const planVersionId = String(drawn['planVersionId'])
  await database.arrange((tx) => tx('plan_versions').where({ id: planVersionId }).update({ status: 'SENT' }))
  await database.stores.plans.validate(planVersionId)
  for (let time = 0; time < 2; time += 1) await steps.job(startProjects, { cycleId, planVersionId })
}

const insertAnother = (id: string) =>
  database.knex.raw(
    `insert into projects (id, cycle_id, application_id, plan_version_id, code, status, grant_cents, cost_cents, ends_on)
     select :newId, cycle_id, application_id, plan_version_id, :newId, 'APPROVED', grant_cents, cost_cents, ends_on from projects where id = :id`,
    { newId: newId<string>(), id },
  )

describe('two projects of one application: the second once the first is closed and took no money (art. 8, 9)', () => {
  it('finds the first as long as it lives', async () => {
    const before = await standing()
    await replan()
    expect(await standing()).toEqual(before)
    await expect(insertAnother(scenario.projectId)).rejects.toMatchObject({ constraint: 'projects_living' })
  })

  it('begins another, with an id, a code and a process of its own, when the first came to nothing', async () => {
    const [first] = await ofApplication()
    await close()
    await replan()
    expect(await standing()).toEqual([`${first?.code} CLOSED`, `${first?.code}-2 APPROVED`])
    const [, second] = await ofApplication()
    const begun = await database.knex('outbox').where({ stream: `message:${second?.id}` })
    expect(begun).toMatchObject([
      { payload: { name: 'ProjectApproved', variables: { projectId: second?.id } } },
    ])
  })

  it('begins no other when one took money: a grant is paid once, in SQL too', async () => {
    const [, second] = await ofApplication()
    const balance = { project_id: second?.id ?? '' }
    await close()
    await database.arrange((tx) =>
      tx('project_balances').where(balance).update({ committed_cents: 1, reserved_cents: 1 }),
    )
    await replan()
    expect(await ofApplication()).toHaveLength(2)
    await expect(insertAnother(scenario.projectId)).rejects.toThrow('was granted before')
  })
})
