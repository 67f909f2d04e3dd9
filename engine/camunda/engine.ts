import type { ProcessEngine } from '../port.ts'
import { connectEngine } from './client.ts'
import type { EngineConnection } from './client.ts'
import { createCommands, publishOnce } from './commands.ts'
import { createJobWork } from './jobs.ts'
import { createMigration } from './migrate.ts'
import { createModelReads } from './model-reads.ts'
import { createSearch86 } from './search-8-6.ts'
import { createSearch88 } from './search-8-8.ts'
import { createAsk } from './search.ts'
import { createUserTasks } from './user-tasks.ts'

export interface CamundaSettings extends EngineConnection {
  /** Shape of its search answers: 8.6, or 8.8 and later. */
  api: '8.6' | '8.8'
}

export interface CamundaEngine extends ProcessEngine {
  /**
   * Marks the engine's data as some database's; false when they bear the mark already. The mark is a message with a fixed id
   * that nobody awaits: it lives with the data, wherever they are, and the engine takes it once.
   */
  mark: () => Promise<boolean>
}

/** Camunda 8 that somebody runs, behind the port: gRPC for jobs and commands, REST for user tasks and searches. */
export function createCamundaEngine({ api, ...connection }: CamundaSettings): CamundaEngine {
  const clients = connectEngine(connection)
  const ask = createAsk(clients)
  const search = api === '8.6' ? createSearch86(ask) : createSearch88(ask)
  return {
    ...createCommands(clients),
    ...createJobWork(clients),
    ...createUserTasks(clients, search),
    ...createMigration(clients, search),
    userTasks: search.userTasks,
    tokens: search.tokens,
    incidents: search.incidents,
    openIncidents: search.openIncidents,
    path: search.path,
    instance: search.instance,
    instances: search.instances,
    versions: async () =>
      (await search.definitions()).map(({ processId, version }) => ({ processId, version })),
    ...createModelReads(search),
    stays: search.stays,
    times: search.times,
    caller: search.caller,
    called: search.called,
    variables: search.variables,
    waits: search.waits,
    /* The search trails the jobs, which tell of their instances: it would add none. */
    family: () => Promise.resolve([]),
    holds: () => Promise.resolve(false),
    mark: () => publishOnce(clients, MARK),
    async close() {
      await clients.grpc.close()
    },
  }
}

const MARK = {
  name: 'DatabaseBound',
  correlationKey: 'concilia',
  messageId: 'database-bound',
  variables: {},
}
