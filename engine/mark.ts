import type { EngineClients } from './client.ts'
import { inTime, isAlreadyExists, toTransient } from './client.ts'
import { TEN_YEARS_MS } from './messages.ts'

/**
 * Marks the engine's data as some database's; false when they bear the mark already. The mark is a message with a fixed id
 * that nobody awaits: it lives with the data, wherever they are, and the engine takes it once.
 */
export async function markEngine({ grpc }: Pick<EngineClients, 'grpc'>): Promise<boolean> {
  try {
    await inTime(
      grpc.publishMessage({
        name: 'DatabaseBound',
        correlationKey: 'concilia',
        messageId: 'database-bound',
        timeToLive: TEN_YEARS_MS,
        variables: {},
      }),
    )
    return true
  } catch (error) {
    if (isAlreadyExists(error)) return false
    throw toTransient(error)
  }
}
