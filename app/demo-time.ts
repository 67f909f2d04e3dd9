import type { Logger } from 'pino'
import type { createEngineIdentity } from '../db/platform/engine-identity.ts'

const READ_AGAIN_MS = 3_000

/** How far the demo has moved time, as this process knows it, in milliseconds. */
export interface DemoTime {
  offsetMs: number
}

interface DemoTimeParts {
  identity: Pick<ReturnType<typeof createEngineIdentity>, 'clockOffsetMs' | 'listenClock'>
  time: DemoTime
  /** Called after each move that this process had not known. */
  onMoved: () => void
  log: Logger
}

/** Keeps this process at the time that any process of ours has moved to: told at once, and read again every three seconds. */
export function followDemoTime({ identity, time, onMoved, log }: DemoTimeParts): {
  stop: () => Promise<void>
} {
  let turn = Promise.resolve()
  const read = async (): Promise<void> => {
    const offsetMs = await identity.clockOffsetMs()
    if (offsetMs <= time.offsetMs) return
    time.offsetMs = offsetMs
    onMoved()
  }
  const follow = (): void => {
    turn = turn.then(read).catch((error: unknown) => {
      log.warn({ err: error }, 'demo clock: the database does not answer, it is read again')
    })
  }
  const listening = identity.listenClock({ onTold: follow, onListening: follow }, log)
  follow()
  const again = setInterval(follow, READ_AGAIN_MS)
  return {
    async stop() {
      clearInterval(again)
      await listening.stop()
      await turn
    },
  }
}
