import { Camunda8 } from '@camunda8/sdk'
import type { ProcessEngine } from '../domain/shared/ports.ts'
import { connectEngine } from './client.ts'
import type { EngineConnection } from './client.ts'
import { createMessages } from './messages.ts'
import { createSearch86 } from './search-8-6.ts'
import { createSearch88 } from './search-8-8.ts'
import type { EngineSearch } from './search.ts'
import { createUserTasks } from './user-tasks.ts'

/** The engine as the application sees it: its clients, the port that the relay uses, and the reads of one version. */
export function createEngine(connection: EngineConnection, api: '8.6' | '8.8') {
  const clients = connectEngine(connection)
  const search: EngineSearch =
    api === '8.6' ? createSearch86(clients) : createSearch88(orchestrationClient(connection))
  const port: ProcessEngine = { ...createMessages(clients), ...createUserTasks(clients, search) }
  return { clients, search, port, close: () => clients.grpc.close() }
}
export type Engine = ReturnType<typeof createEngine>

function orchestrationClient({ restUrl, user, password }: EngineConnection) {
  return new Camunda8({
    ZEEBE_REST_ADDRESS: restUrl,
    CAMUNDA_AUTH_STRATEGY: 'BASIC',
    CAMUNDA_BASIC_AUTH_USERNAME: user,
    CAMUNDA_BASIC_AUTH_PASSWORD: password,
  }).getOrchestrationClusterApiClient()
}
