import { TransientError } from '../../domain/shared/errors.ts'
import { EngineRefusal } from '../port.ts'
import type { MigrationPlan, ProcessEngine } from '../port.ts'
import { send } from './client.ts'
import type { EngineClients } from './client.ts'
import type { Definition, EngineSearch } from './search.ts'

/** Migrates an instance: the version by search, and an instruction for each element at which a token waits. */
export function createMigration(
  { grpc, signIn }: Pick<EngineClients, 'grpc' | 'signIn'>,
  search: Pick<EngineSearch, 'tokens' | 'definitions' | 'definitionKeyOf'>,
): Pick<ProcessEngine, 'migrateInstance'> {
  return {
    async migrateInstance({ processInstanceKey, version, mapping = {} }) {
      const target = await targetOf(search, { processInstanceKey, ...(version ? { version } : {}) })
      const mappingInstructions = (await search.tokens(processInstanceKey)).map(({ elementId }) => ({
        sourceElementId: elementId,
        targetElementId: mapping[elementId] ?? elementId,
      }))
      const migrationPlan = { targetProcessDefinitionKey: target.key, mappingInstructions }
      await send(signIn, grpc.migrateProcessInstance({ processInstanceKey, migrationPlan }))
    },
  }
}

async function targetOf(
  search: Pick<EngineSearch, 'definitions' | 'definitionKeyOf'>,
  { processInstanceKey, version }: Pick<MigrationPlan, 'processInstanceKey' | 'version'>,
): Promise<Definition> {
  const [running, all] = await Promise.all([search.definitionKeyOf(processInstanceKey), search.definitions()])
  const today = all.find((one) => one.key === running)
  if (!today) throw new TransientError('engine: the search does not show the instance yet')
  const versions = all.filter((one) => one.processId === today.processId)
  const newest = Math.max(...versions.map((one) => one.version))
  const target = versions.find((one) => one.version === (version ?? newest))
  if (!target)
    throw new EngineRefusal('NOT_FOUND', `the process ${today.processId} has no version ${version ?? newest}`)
  return target
}
