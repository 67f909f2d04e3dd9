import { setTimeout as pause } from 'node:timers/promises'

const IDLE_MS = 2_000
/* What fails is put off one by one; a pause also where there may be more, for putting off may fail too. */
const NEXT_BATCH_MS = 50

/** Hands over what was left, one round at a time, until it is stopped; stopping waits for the round that is under way. */
export function startRedelivery(deliverLeft: () => Promise<boolean>): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      const found = await deliverLeft().catch(() => false)
      await pause(found ? NEXT_BATCH_MS : IDLE_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
