import type { Message } from '../../port.ts'
import { EngineRefusal, TEN_YEARS_MS } from '../../port.ts'
import { refuseLarge } from './answer-jobs.ts'
import { command, freshCommand } from './command.ts'
import type { EngineParts } from './command.ts'
import { ATTEMPTS, isPoison } from './poison.ts'
import { query, read } from '../database.ts'
import { lockMessages, takeMessage } from '../interpreter/events.ts'
import type { SubscriptionRow } from '../interpreter/rows.ts'
import { addIncident } from '../interpreter/run.ts'
import { startByMessage } from '../interpreter/start.ts'

/** Messages: kept first, then handed to all that wait for them, each in a command of its own. */
export function createMessages(parts: EngineParts) {
  const publishMessage = async (message: Message): Promise<void> => {
    if (message.name === '') throw new EngineRefusal('INVALID_ARGUMENT', 'a message has a name')
    refuseLarge(message.variables)
    const key = await keep(parts, message)
    if (key !== null) await attempt(parts, key)
  }
  return {
    publishMessage,
    /** Goes on with what a process that died had published and not handed over. True when there was something. */
    async deliverLeft(): Promise<boolean> {
      const left = await read<{ key: string }>(parts.pool, 'left-deliveries', [
        `select d.message_key as key from engine.deliveries d where d.retry_at <= (select clock_timestamp()) order by d.message_key limit 100`,
      ])
      for (const { key } of left) await attempt(parts, key)
      return left.length > 0
    },
  }
}

/* Its key when there is somebody to hand it to: it is new, or whoever published it before has died on the way. Told of as
   published, it must have reached who waits for it: the next command may end the wait. */
async function keep(parts: EngineParts, message: Message): Promise<string | null> {
  return freshCommand(parts, async ({ client, now }) => {
    const { name, correlationKey, messageId, variables } = message
    await lockMessages(client, name, correlationKey)
    const expiresAt = new Date(now.getTime() + (message.timeToLiveMs ?? TEN_YEARS_MS))
    await query(client, 'drop-expired', [
      'delete from engine.messages m where m.name = $1 and m.correlation_key = $2 and m.message_id = $3 and m.expires_at <= $4',
      ...[name, correlationKey, messageId, now],
    ])
    const [kept] = await query<{ key: string }>(client, 'keep-message', [
      `with kept as (insert into engine.messages (name, correlation_key, message_id, variables, expires_at)
         values ($1, $2, $3, $4, $5) on conflict do nothing returning key),
       pending as (insert into engine.deliveries (message_key) select kept.key from kept returning message_key)
       select pending.message_key as key from pending union all
       select d.message_key from engine.messages m join engine.deliveries d on d.message_key = m.key
        where m.name = $1 and m.correlation_key = $2 and m.message_id = $3 and m.correlation_key <> ''`,
      ...[name, correlationKey, messageId, JSON.stringify(variables), expiresAt],
    ])
    return kept?.key ?? null
  })
}

/* A fault leaves the delivery to be tried again later; the message itself is kept. */
async function attempt(parts: EngineParts, messageKey: string): Promise<void> {
  for (;;) {
    const [next] = await read<Waiting>(parts.pool, 'awaiting', [AWAITING, messageKey])
    if (!next) break
    try {
      await deliver(parts, messageKey, next)
    } catch (error) {
      parts.log.warn({ err: error, messageKey }, 'engine: a message was not handed over, will be tried again')
      return postpone(parts, { messageKey, next, error })
    }
  }
  await read(parts.pool, 'delivered', [
    `with done as (delete from engine.deliveries d where d.message_key = $1)
     delete from engine.messages m where m.key = $1 and m.correlation_key = ''`,
    messageKey,
  ])
}

/* After five times it is an incident of whoever waits for it, and the next message goes on. */
async function postpone(
  parts: EngineParts,
  { messageKey, next, error }: { messageKey: string; next: Waiting; error: unknown },
): Promise<void> {
  const [delivery] = await read<{ attempts: number }>(parts.pool, 'postpone-delivery', [
    `update engine.deliveries d set attempts = d.attempts + $2::int,
            retry_at = case when d.attempts + $2::int >= $3 then 'infinity' else clock_timestamp() + make_interval(secs => power(2, d.attempts + 1)) end
      where d.message_key = $1 returning d.attempts`,
    ...[messageKey, isPoison(error) ? 1 : 0, ATTEMPTS],
  ])
  if (delivery?.attempts !== ATTEMPTS || next.starts) return
  await command(parts, next.rootKey, async (turn) => {
    const row = await turn.element(next.elementKey)
    if (row === null) return
    const sentence = `È arrivato un messaggio ${next.name}, ma il motore non è riuscito a darvi seguito.`
    const step = { do: 'DELIVER' as const, key: row.key, messageKey }
    await addIncident(turn, row, { step, code: 'MESSAGE_NOT_DELIVERED', sentence })
  })
}

type Waiting = SubscriptionRow & { starts: boolean }

/* To one that waits and has not taken it, or to a process that it may start. */
async function deliver(parts: EngineParts, messageKey: string, next: Waiting): Promise<void> {
  const { processId, correlationKey } = next
  if (next.starts) {
    await freshCommand(parts, (turn) => startByMessage(turn, processId, { correlationKey, messageKey }))
    return
  }
  await command(parts, next.rootKey, async (turn) => {
    const [open] = await query(turn.client, 'subscription', [
      'select s.key from engine.subscriptions s where s.key = $1',
      next.key,
    ])
    const row = open ? await turn.element(next.elementKey) : null
    if (row === null) return
    const variables = await takeMessage(turn, next, messageKey)
    if (variables !== null) turn.steps.push({ do: 'TRIGGER', key: row.key, eventId: next.eventId, variables })
  })
}

const AWAITING = `
select s.key, s.root_key as "rootKey", s.element_key as "elementKey", s.process_id as "processId", s.event_id as "eventId",
       s.name, s.correlation_key as "correlationKey", false as starts
  from engine.messages m join engine.subscriptions s on s.name = m.name and s.correlation_key = m.correlation_key
 where m.key = $1 and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = s.process_id)
union all
select m.key, null, null, s.process_id, s.element_id, m.name, m.correlation_key, true
  from engine.messages m join engine.message_starts s on s.message_name = m.name
 where m.key = $1 and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = s.process_id)
   and (m.correlation_key = '' or not exists (
     select from engine.instances i where i.process_id = s.process_id and i.start_key = m.correlation_key and i.ended_at is null))
 order by starts, key limit 1`
