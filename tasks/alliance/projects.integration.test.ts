import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { inventedCup } from '../../test/cycle/invented-codes.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'
import { closeProject } from '../../workers/alliance/close-project.ts'
import { confirmProjectsClosed } from '../../workers/cycle/confirm-projects-closed.ts'
import { prepareActProposal } from '../../workers/act/prepare-act-proposal.ts'
import { prepareGrantAct } from '../../workers/alliance/prepare-grant-act.ts'
import { startProjects } from '../../workers/cycle/start-projects.ts'

describe('projects of the plan', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  const statusOf = async (projectId: string) => (await database.stores.projects.get(projectId)).status
  const messages = (name: string) =>
    database.knex('outbox').whereRaw(`payload ->> 'name' = ?`, [name]).select('stream')

  beforeEach(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
  })
  afterEach(() => database.close())

  it('starts one process for each project of the approved plan, once (art. 9)', async () => {
    const { steps, cycleId, planVersionId, projectIds } = scenario
    expect(await messages('ProjectApproved')).toHaveLength(projectIds.length)
    const before = await changedByJobs(database)
    await steps.job(startProjects, { cycleId, planVersionId })
    expect(await changedByJobs(database)).toEqual(before)
  })

  it('has received the message of the project whose agreement is asked for, and of no other (art. 9)', async () => {
    const { steps, cycleId, projectId } = scenario
    await steps.listen('Task_RecordAgreement', { cycleId, projectId })
    const received = await database.knex('outbox').where({ state: 'RECEIVED' }).pluck('stream')
    expect(received).toEqual([`message:${projectId}`])
  })

  it('refuses an agreement signed before the approval of the Region, or after the start (art. 9)', async () => {
    const { agree, projectId } = scenario
    await expect(agree(projectId, { signedOn: '2027-01-19' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(agree(projectId, { startsOn: '2027-05-31' })).rejects.toMatchObject({
      facts: { problems: [{ code: 'BEFORE_AGREEMENT' }] },
    })
    expect(await statusOf(projectId)).toBe('APPROVED')
  })

  it('wants the agreement within the days of the frozen call from the validation (art. 9)', async () => {
    const { steps, cycleId, projectId, leadOf } = scenario
    await steps.listen('Task_RecordAgreement', { cycleId, projectId })
    const { items: tasks } = await database.reads.inbox.openTasks(await leadOf(projectId))
    const task = tasks.find((one) => one.element === 'Task_RecordAgreement')
    expect(task?.dueAt).toEqual(new Date('2027-02-19T22:59:59Z'))
  })

  it('refuses an agreement that not all partners have signed (art. 9)', async () => {
    const { agree, projectId } = scenario
    await expect(agree(projectId, { signers: [] })).rejects.toMatchObject({
      facts: { problems: [{ code: 'SIGNER_MISSING' }] },
    })
    await agree(projectId)
    expect(await statusOf(projectId)).toBe('AGREED')
  })

  it('proposes no grant act without a CUP (DL 76/2020 art. 41)', async () => {
    const { agree, recordCup, steps, cycleId, projectId } = scenario
    await agree(projectId)
    await expect(steps.job(prepareGrantAct, { cycleId, projectId })).rejects.toMatchObject({
      code: 'CUP_MISSING',
    })
    await recordCup(projectId, inventedCup(1))
    const { actProposalId } = told(await steps.job(prepareGrantAct, { cycleId, projectId }))
    await steps.job(prepareActProposal, { cycleId, actProposalId: String(actProposalId) })
    expect(await database.stores.documents.latest('grant-act', projectId)).not.toBeNull()
  })

  it('gives a CUP to one project only, and refuses a malformed one', async () => {
    const { agree, recordCup, projectIds } = scenario
    const [one = '', two = ''] = projectIds
    await agree(one)
    await agree(two)
    await expect(recordCup(one, 'J57C2000041000')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await recordCup(one, inventedCup(1))
    await expect(recordCup(two, inventedCup(1))).rejects.toMatchObject({ code: 'CUP_TAKEN' })
  })

  it('does not start a project without agreement, effective grant and commitment (art. 9)', async () => {
    const { agree, recordCup, grant, commit, start, projectId } = scenario
    await expect(start(projectId)).rejects.toMatchObject({ code: 'AGREEMENT_MISSING' })
    await agree(projectId)
    await recordCup(projectId, inventedCup(1))
    await expect(start(projectId)).rejects.toThrow('has no effects')
    await grant(projectId)
    await expect(start(projectId)).rejects.toMatchObject({ code: 'COMMITMENT_MISSING' })
    await commit(projectId)
    await start(projectId)
    expect(await database.stores.projects.get(projectId)).toMatchObject({
      status: 'RUNNING',
      startedOn: '2027-07-01',
    })
  })

  it('charges a commitment to the years of the allocation, the oldest first, each within it (art. 8)', async () => {
    const { agree, recordCup, grant, commit, cycleId, projectIds } = scenario
    const [one = '', two = '', three = ''] = projectIds
    for (const [index, projectId] of [one, two, three].entries()) {
      await agree(projectId)
      await recordCup(projectId, inventedCup(index + 1))
      await grant(projectId)
    }
    const charging = (...amounts: string[]) => ({
      years: amounts.map((amount, index) => ({ year: 2027 + index, amount })),
    })
    await expect(commit(one, charging('129.500,00', '0', '0,01'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(commit(one, { years: [{ year: 2030, amount: '129.500,00' }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await commit(one)
    await commit(two)
    await expect(commit(three, charging('105.000,00', '0', '0'))).rejects.toMatchObject({
      ...{ code: 'ALLOCATION_EXHAUSTED', facts: { year: 2027, leftCents: 3_450_000 } },
    })
    expect((await database.stores.projects.get(three)).commitmentNumber).toBeNull()
    await commit(three)
    const years = await database.stores.cash.years(cycleId)
    expect(years.map((year) => year.committedCents)).toEqual([27_600_000, 7_050_000, 0])
  })

  it('says once that all projects are closed, whoever closes last (art. 8)', async () => {
    const { steps, cycleId, projectIds } = scenario
    await database
      .knex('projects')
      .update({ cup: database.knex.raw(`'E27C' || lpad((ctid::text::point)[1]::int::text, 11, '0')`) })
    await database.arrange((tx) => tx('projects').update({ status: 'REPORTED' }))
    const confirm = async () => told(await steps.job(confirmProjectsClosed, { cycleId }))
    expect(await confirm()).toEqual({ allProjectsClosed: false })
    await Promise.all(projectIds.map((projectId) => steps.job(closeProject, { cycleId, projectId })))
    for (const projectId of projectIds) await steps.job(closeProject, { cycleId, projectId })
    expect(await messages('AllProjectsClosed')).toHaveLength(1)
    expect(await confirm()).toEqual({ allProjectsClosed: true })
  })

  it('shows a lead its own projects only, the offices all of them', async () => {
    const { cycleId, projectIds, projectId, leadOf, owner } = scenario
    expect((await database.reads.projects.ofCycle(owner, cycleId)).items).toHaveLength(projectIds.length)
    const lead = await leadOf(projectId)
    expect((await database.reads.projects.ofCycle(lead, cycleId)).items).toMatchObject([{ id: projectId }])
    expect(await database.reads.projects.find(lead, projectIds[1] ?? '')).toBeNull()
    expect(await database.reads.projects.cash(lead, cycleId)).toBeNull()
  })
})

const ADDED_BY_EVERY_RUN = ['job_executions', 'audit_entries', 'audit_heads', 'process_instances']

async function changedByJobs(database: TestDatabase) {
  const tables = Object.entries(await database.dump())
  return tables.filter(([table]) => !ADDED_BY_EVERY_RUN.includes(table))
}
