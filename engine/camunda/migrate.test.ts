import { describe, expect, it } from '@jest/globals'
import { TransientError } from '../../domain/shared/errors.ts'
import { EngineRefusal } from '../port.ts'
import type { EngineClients } from './client.ts'
import { createMigration } from './migrate.ts'

function migration(definitionKey: string | null = '10') {
  const orders: unknown[] = []
  const migrateProcessInstance = (order: unknown) => Promise.resolve(orders.push(order))
  const clients = { grpc: { migrateProcessInstance }, signIn: { forget: () => undefined } }
  const search = {
    tokens: () =>
      Promise.resolve(['Task_Old', 'Task_Same'].map((elementId) => ({ elementId, active: 1, incidents: 0 }))),
    definitions: () =>
      Promise.resolve([
        { key: '12', processId: 'call', version: 3 },
        { key: '10', processId: 'call', version: 1 },
        { key: '11', processId: 'call', version: 2 },
        { key: '99', processId: 'meeting', version: 9 },
      ]),
    definitionKeyOf: () => Promise.resolve(definitionKey),
  }
  return {
    orders,
    port: createMigration(clients as unknown as Pick<EngineClients, 'grpc' | 'signIn'>, search),
  }
}

describe('the migration of an instance on Camunda', () => {
  it('goes to the newest version of its process, with an instruction for each token', async () => {
    const { orders, port } = migration()
    await port.migrateInstance({ processInstanceKey: '1', mapping: { Task_Old: 'Task_New' } })
    expect(orders).toEqual([
      {
        processInstanceKey: '1',
        migrationPlan: {
          targetProcessDefinitionKey: '12',
          mappingInstructions: [
            { sourceElementId: 'Task_Old', targetElementId: 'Task_New' },
            { sourceElementId: 'Task_Same', targetElementId: 'Task_Same' },
          ],
        },
      },
    ])
  })

  it('refuses a version that the process does not have', async () => {
    const { orders, port } = migration()
    await expect(port.migrateInstance({ processInstanceKey: '1', version: 9 })).rejects.toThrow(EngineRefusal)
    expect(orders).toEqual([])
  })

  it('waits for the search to show the instance', async () => {
    await expect(migration(null).port.migrateInstance({ processInstanceKey: '1' })).rejects.toThrow(
      TransientError,
    )
  })
})
