import { setTimeout as pause } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { createTaskDraftStore } from '../db/cycle/task-draft-store.ts'
import { createSessionStore } from '../db/network/session-store.ts'
import { createHeldFormStore } from '../db/network/held-form-store.ts'
import { createSignInStore } from '../db/network/sign-in-store.ts'
import { oneAtATime } from '../db/platform/one-at-a-time.ts'
import { settledMessages } from '../db/platform/settled-messages.ts'
import type { EmbeddedEngine } from '../engine/embedded/engine.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/* Time to copy what was typed into a task that ended. */
const DRAFT_DAYS = 30
/* Between two batches: whoever works on the same rows comes first. */
const PAUSE_MS = 100
/* The first round comes soon after the start, for who restarts every night; not with it, when all else begins. */
const FIRST_MS = 10 * 60 * 1000

interface HousekeepingParts {
  knex: Knex
  /** Null with Camunda, which forgets by its own settings. */
  retention: EmbeddedEngine['retention'] | null
  clock: { now(): Date }
  historyDays: number
  log: Logger
}

/* Rows that went in a round: sessions of long ago, drafts of tasks that ended a month ago, and of the engine expired and untaken
   messages, and all rows of roots that ended long ago. */
interface Swept {
  sessions: number
  drafts: number
  expired: number
  untaken: number
  ended: number
}

/** One round, unless another process of ours is at it: null then. Between batches it pauses, and ends when it is told to. */
export async function sweep(
  parts: HousekeepingParts,
  signal: AbortSignal = new AbortController().signal,
): Promise<Swept | null> {
  const swept: Swept = { sessions: 0, drafts: 0, expired: 0, untaken: 0, ended: 0 }
  const { knex, retention } = parts
  const sessions = createSessionStore(knex)
  const signIns = createSignInStore(knex)
  const isMine = await oneAtATime(knex, 'concilia-housekeeping', async () => {
    swept.sessions = await inBatches(signal, () => sessions.dropOld())
    await inBatches(signal, () => signIns.dropOld())
    await inBatches(signal, () => createHeldFormStore(knex).dropOld())
    const monthAgo = new Date(parts.clock.now().getTime() - DRAFT_DAYS * DAY_MS)
    swept.drafts = await inBatches(signal, () => createTaskDraftStore(knex).dropOld(monthAgo))
    if (retention !== null) Object.assign(swept, await sweepEngine({ ...parts, retention }, signal))
  })
  return isMine ? swept : null
}

type EngineParts = HousekeepingParts & { retention: EmbeddedEngine['retention'] }

async function sweepEngine(
  parts: EngineParts,
  signal: AbortSignal,
): Promise<Omit<Swept, 'sessions' | 'drafts'>> {
  const { retention, clock, historyDays } = parts
  const before = new Date(clock.now().getTime() - historyDays * DAY_MS)
  return {
    expired: await inBatches(signal, () => retention.dropExpiredMessages()),
    untaken: await dropUntaken(parts, signal),
    ended: await inBatches(signal, () => retention.dropEndedRoots(before)),
  }
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
async function dropUntaken({ knex, retention }: EngineParts, signal: AbortSignal): Promise<number> {
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

/** Sweeps every hour what need not be kept; stopping waits for the batch that is under way. */
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
