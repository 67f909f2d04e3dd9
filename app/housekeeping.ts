import { setTimeout as pause } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { oneAtATime } from '../db/platform/one-at-a-time.ts'
import { settledMessages } from '../db/platform/settled-messages.ts'
import type { EmbeddedEngine } from '../engine/embedded/engine.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/* Between two batches: whoever works on the same rows comes first. */
const PAUSE_MS = 100
/* The first round comes soon after the start, for who restarts every night; not with it, when all else begins. */
const FIRST_MS = 10 * 60 * 1000

interface HousekeepingParts {
  knex: Knex
  retention: EmbeddedEngine['retention']
  clock: { now(): Date }
  historyDays: number
  log: Logger
}

/* Rows that went in a round: expired and untaken messages, and all rows of roots that ended long ago. */
interface Swept {
  expired: number
  untaken: number
  ended: number
}

/** One round, unless another process of ours is at it: null then. Between batches it pauses, and ends when it is told to. */
export async function sweep(
  parts: HousekeepingParts,
  signal: AbortSignal = new AbortController().signal,
): Promise<Swept | null> {
  const swept: Swept = { expired: 0, untaken: 0, ended: 0 }
  const { retention, clock, historyDays } = parts
  const before = new Date(clock.now().getTime() - historyDays * DAY_MS)
  const isMine = await oneAtATime(parts.knex, 'concilia-housekeeping', async () => {
    swept.expired = await inBatches(signal, () => retention.dropExpiredMessages())
    swept.untaken = await dropUntaken(parts, signal)
    swept.ended = await inBatches(signal, () => retention.dropEndedRoots(before))
  })
  return isMine ? swept : null
}

async function inBatches(signal: AbortSignal, drop: () => Promise<number>): Promise<number> {
  let total = 0
  while (!signal.aborted) {
    const gone = await drop()
    if (gone === 0) break
    total += gone
    await pause(PAUSE_MS)
  }
  return total
}

/* The engine knows that nothing can take them, the outbox that they are not sent again: sent again they would be new. */
async function dropUntaken({ knex, retention }: HousekeepingParts, signal: AbortSignal): Promise<number> {
  let total = 0
  let afterKey = '0'
  while (!signal.aborted) {
    const untaken = await retention.untakenMessages(afterKey)
    const last = untaken.at(-1)
    if (!last) break
    const ids = new Set(
      await settledMessages(
        knex,
        untaken.map(({ messageId }) => messageId),
      ),
    )
    const keys = untaken.filter(({ messageId }) => ids.has(messageId)).map(({ key }) => key)
    total += await retention.forgetMessages(keys)
    afterKey = last.key
    await pause(PAUSE_MS)
  }
  return total
}

/** Sweeps every hour what the engine need not keep; stopping waits for the batch that is under way. */
export function startHousekeeping(parts: HousekeepingParts): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const round = async (): Promise<void> => {
    try {
      const swept = await sweep(parts, stopping.signal)
      if (swept !== null) parts.log.info(swept, 'housekeeping: swept')
    } catch (error) {
      parts.log.warn({ err: error }, 'housekeeping: not finished, goes on in an hour')
    }
  }
  const running = (async () => {
    for (let waitMs = FIRST_MS; await waited(waitMs, stopping.signal); waitMs = HOUR_MS) await round()
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/* False when it was told to stop meanwhile. */
const waited = (ms: number, signal: AbortSignal): Promise<boolean> =>
  pause(ms, true, { signal, ref: false }).catch(() => false)
