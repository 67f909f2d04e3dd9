import { read } from './database.ts'
import type { Pool } from './database.ts'

/** Whether the engine keeps up. Ages are of what waits longest, 0 where nothing waits. */
export interface Pulse {
  /** A job that could run and that nobody has taken: system time. */
  oldestJobSeconds: number
  /** A timer that is due and has not fired: legal time, so in the demo a jump shows in it until it is worked off. */
  timerLateSeconds: number
  /** Elements that stand still until a person mends them, and messages that cannot start their process. */
  incidents: number
}

/* Each reads the first row of an index, or the open incidents alone. */
const PULSE = `
with late as (
  select extract(epoch from greatest($1::timestamptz, (select c.reached_at from engine.clock c)) - min(t.due_at))::float8 as seconds from engine.timers t),
 waiting as (
  select extract(epoch from clock_timestamp() - min(j.due_at))::float8 as seconds
    from engine.jobs j
   where j.due_at <= (select clock_timestamp()))
select greatest(coalesce(waiting.seconds, 0), 0) as "oldestJobSeconds", greatest(coalesce(late.seconds, 0), 0) as "timerLateSeconds",
       (select count(*)::int from engine.incidents i where i.resolved_at is null)
         + (select count(*)::int from engine.deliveries d where d.attempts >= 5 and d.retry_at < 'infinity') as incidents
  from late, waiting`

/** What health and metrics say of the engine. Throws TransientError. */
export async function readPulse(pool: Pool, clock: { now(): Date }): Promise<Pulse> {
  const [pulse] = await read<Pulse>(pool, 'pulse', [PULSE, clock.now()])
  if (!pulse) throw new TypeError('the pulse has no row')
  return pulse
}
