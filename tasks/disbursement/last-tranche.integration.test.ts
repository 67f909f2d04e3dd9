import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { TestDatabase } from '../../test/support/database.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'

describe('the last tranche', () => {
  let database: TestDatabase
  let scenario: ProjectScenario

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    await scenario.receive(scenario.projectId, 60_000_000, 'REV-1')
  })
  afterAll(() => database.close())

  async function afterStatement(projectId: string, cutCents: number) {
    await scenario.run(projectId)
    await scenario.pay(projectId, 'ANTICIPO')
    await scenario.account(projectId, cutCents)
    return scenario.next(projectId)
  }
  const amountOf = async (projectId: string) =>
    (await database.stores.payments.ofProject(projectId)).find((one) => one.trancheId === 'SALDO')
      ?.amountCents ?? 0

  it('pays the rest of the grant when all the cost is admitted', async () => {
    const [projectId = ''] = scenario.projectIds
    expect(await afterStatement(projectId, 0)).toBe('paymentDue SALDO')
    await scenario.open(projectId, 'SALDO')
    expect(await amountOf(projectId)).toBe(12_950_000 - 9_065_000)
  })

  it('is lower in the same share when less cost is admitted', async () => {
    const projectId = scenario.projectIds[1] ?? ''
    expect(await afterStatement(projectId, 1_000_000)).toBe('paymentDue SALDO')
    await scenario.open(projectId, 'SALDO')
    expect(await amountOf(projectId)).toBe(Math.round((15_000_000 * 11_200_000) / 16_000_000) - 7_840_000)
  })

  it('is not due when the tranches before are more than the final grant, and shows what is to recover', async () => {
    const projectId = scenario.projectIds[2] ?? ''
    expect(await afterStatement(projectId, 10_000_000)).toBe('')
    await expect(scenario.open(projectId, 'SALDO')).rejects.toThrow('does not pay SALDO now')
    expect(await amountOf(projectId)).toBe(0)
    const detail = await database.reads.projects.find(scenario.owner, projectId)
    expect(detail?.recoveryCents).toBe(7_350_000 - 3_500_000)
  })
})
