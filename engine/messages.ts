import { TransientError } from '../domain/shared/errors.ts'
import type { ProcessEngine } from '../domain/shared/ports.ts'
import type { EngineClients } from './client.ts'
import { inTime, isAlreadyExists, toTransient } from './client.ts'

/* The time to live is also the window in which a repeated id is refused, and a moved clock ends short ones. */
export const TEN_YEARS_MS = 10 * 365 * 24 * 60 * 60 * 1000

/* The SDK types an answer that a closing client gives as null. */
const isSent = (answer: { key?: string } | null): boolean => Boolean(answer?.key)

/** Publishes messages; the same `messageId` again is "sent before". An answer without a key means not sent. */
export function createMessages({ grpc }: EngineClients): Pick<ProcessEngine, 'publishMessage'> {
  return {
    async publishMessage({ name, correlationKey, messageId, variables }) {
      try {
        const answer = await inTime(
          grpc.publishMessage({
            name,
            correlationKey,
            messageId,
            timeToLive: TEN_YEARS_MS,
            variables: variables as Record<string, string>,
          }),
        )
        if (!isSent(answer))
          throw new TransientError('engine: the client is closing, the message was not sent')
      } catch (error) {
        if (isAlreadyExists(error)) return
        throw toTransient(error)
      }
    },
  }
}
