import { startWorkLoop } from '../../../db/platform/work-loop.ts'
import type { WorkLoop } from '../../../db/platform/work-loop.ts'
import { command } from './command.ts'
import type { EngineParts } from './command.ts'
import { ATTEMPTS, isPoison } from './poison.ts'
import { query, transact } from '../database.ts'
import type { Client } from '../database.ts'
import { after, isInTime, staysOpen } from '../interpreter/events.ts'
import { lockTimers } from '../interpreter/locks.ts'
import type { TimerRow } from '../interpreter/rows.ts'
import { addIncident } from '../interpreter/run.ts'
import type { Turn } from '../interpreter/turn.ts'

const RETRY_SECONDS = 2
const LONGEST_IDLE_MS = 500

const COLUMNS = `t.key, t.root_key as "rootKey", t.element_key as "elementKey", t.event_id as "eventId", t.due_at as "dueAt",
  t.cycle, t.repetitions`

/** Fires what is due, in the order of its instants, over all processes of ours; a jump of the clock fires all it passes. */
export function startTimers(shared: Omit<EngineParts, 'timersArmed'>): WorkLoop {
  const parts = { ...shared, timersArmed: () => undefined }
  return startWorkLoop({
    work: () => fireNext(parts),
    idleMs: LONGEST_IDLE_MS,
    onFault: (error) => parts.log.warn({ err: error }, 'engine: timers are not fired, trying again'),
  })
}

/* The next one is chosen and fired under one lock, for all processes of ours: two would overtake one another. */
async function fireNext(parts: EngineParts): Promise<boolean> {
  const { found, givenUp } = await transact(parts.pool, async (client) => {
    await lockTimers(client)
    const [due] = await query<TimerRow>(client, 'next-timer', [
      `select ${COLUMNS} from engine.timers t
        where t.due_at <= greatest($1, (select c.reached_at from engine.clock c)) and t.retry_at <= (select clock_timestamp())
        order by t.due_at, t.key limit 1`,
      parts.clock.now(),
    ])
    if (!due) return { found: false, givenUp: null }
    const isGivenUp = await command(parts, due.rootKey, (turn) => fire(turn, due)).then(
      () => false,
      (error: unknown) => postpone(parts, { client, due, error }),
    )
    return { found: true, givenUp: isGivenUp ? due : null }
  })
  if (givenUp) await stopTimer(parts, givenUp)
  return found
}

async function fire(turn: Turn, { key, elementKey, dueAt }: TimerRow): Promise<void> {
  const [timer] = await query<TimerRow>(turn.client, 'timer', [
    `select ${COLUMNS} from engine.timers t where t.key = $1`,
    key,
  ])
  /* Another process may have fired it meanwhile, and armed it anew. */
  if (timer?.dueAt.getTime() !== dueAt.getTime()) return
  const row = await turn.element(elementKey)
  if (row === null) return
  const again = staysOpen(turn, row, timer.eventId) ? nextOf(timer) : null
  if (again === null) turn.gone.timers.add(key)
  else
    await query(turn.client, 'rearm-timer', [
      'update engine.timers t set due_at = $2, repetitions = $3, attempts = 0 where t.key = $1',
      ...[key, again.dueAt, again.repetitions],
    ])
  await query(turn.client, 'reach', [
    'update engine.clock c set reached_at = $1 where c.reached_at < $1',
    timer.dueAt,
  ])
  turn.steps.push({ do: 'TRIGGER', key: elementKey, eventId: timer.eventId, variables: {} })
}

/* Counted from when it was due, not from when it fired: a clock that jumps misses none. */
function nextOf({ cycle, repetitions, dueAt }: TimerRow): Pick<TimerRow, 'dueAt' | 'repetitions'> | null {
  if (cycle === null || repetitions === 1) return null
  const next = after(dueAt, cycle)
  return isInTime(next) ? { dueAt: next, repetitions: repetitions === null ? null : repetitions - 1 } : null
}

/* One that cannot be fired lets the others go on; true once it was tried often enough. */
async function postpone(
  { log }: EngineParts,
  { client, due, error }: { client: Client; due: TimerRow; error: unknown },
): Promise<boolean> {
  log.error({ err: error, timerKey: due.key, eventId: due.eventId }, 'engine: a timer could not be fired')
  const [row] = await query<{ attempts: number }>(client, 'postpone-timer', [
    `update engine.timers t set attempts = t.attempts + $2::int, retry_at = clock_timestamp() + make_interval(secs => $3 * power(2, t.attempts))
      where t.key = $1 returning t.attempts`,
    ...[due.key, isPoison(error) ? 1 : 0, RETRY_SECONDS],
  ])
  return (row?.attempts ?? 0) >= ATTEMPTS
}

async function stopTimer(parts: EngineParts, { key, rootKey, elementKey, eventId }: TimerRow): Promise<void> {
  await command(parts, rootKey, async (turn) => {
    const row = await turn.element(elementKey)
    if (row === null) return
    const step = { do: 'TRIGGER' as const, key: elementKey, eventId, variables: {} }
    const sentence = `Il termine ${eventId} è passato, ma il motore non è riuscito a darvi seguito.`
    await addIncident(turn, row, { step, code: 'TIMER_NOT_FIRED', sentence })
    turn.gone.timers.add(key)
  })
}
