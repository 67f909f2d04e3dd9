import type { Message } from '../../port.ts'
import { TEN_YEARS_MS } from '../../port.ts'
import { command, freshCommand } from './command.ts'
import type { EngineParts } from './command.ts'
import { checkMessage } from './input.ts'
import { ATTEMPTS, isPoison } from './poison.ts'
import { query, read, transact } from '../database.ts'
import type { Client } from '../database.ts'
import { takeMessage } from '../interpreter/events.ts'
import { lockMessages, lockStartsOf } from '../interpreter/locks.ts'
import type { SubscriptionRow } from '../interpreter/rows.ts'
import { addIncident } from '../interpreter/run.ts'
import { startByMessage } from '../interpreter/start.ts'

/** Messages: kept first, then handed to all that wait for them, each in a command of its own. */
export function createMessages(parts: EngineParts) {
  const publishMessage = async (message: Message): Promise<void> => {
    checkMessage(message)
    const key = await keep(parts, message)
    if (key === null) return
    await attempt(parts, key).catch((error: unknown) => {
      /* It is kept, and handed over later. One without a key is not unique: sent again it would start another instance. */
      if (message.correlationKey !== '') throw error
    })
  }
  return {
    publishMessage,
    /** Goes on with what a process that died had published and not handed over. True when there was something. */
    async deliverLeft(): Promise<boolean> {
      const left = await read<{ key: string }>(parts.pool, 'left-deliveries', [
        `select d.message_key as key from engine.deliveries d where d.retry_at <= (select clock_timestamp()) order by d.message_key limit 100`,
      ])
      for (const { key } of left) await attempt(parts, key).catch(() => undefined)
      return left.length > 0
    },
  }
}

/* Its key when it is still to be handed over: it is new, or whoever published it before has died on the way. */
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

/* All who wait for it get it; who cannot is tried again later, and holds up nobody else. The message itself is kept. */
async function attempt(parts: EngineParts, messageKey: string): Promise<void> {
  const failed: { next: Taker; error: unknown }[] = []
  const passedOver: string[] = []
  for (;;) {
    const next =
      (await nextWaiting(parts.pool, messageKey, passedOver)) ??
      (await conclude(parts, messageKey, passedOver))
    if (next === null) break
    const isHanded = await deliver(parts, messageKey, next).catch((error: unknown) => {
      parts.log.warn({ err: error, messageKey }, 'engine: a message was not handed over, will be tried again')
      failed.push({ next, error })
      return false
    })
    if (!isHanded) passedOver.push(nameOf(next))
  }
  if (failed.length === 0) return
  await postpone(parts, messageKey, failed)
  /* Who publishes is told what may pass: what it sends next may end the wait for this one. */
  const passing = failed.find(({ error }) => !isPoison(error))
  if (passing) throw passing.error
}

const nameOf = ({ starts, key, processId }: Taker): string => (starts ? processId : key)

async function nextWaiting(
  client: Pick<Client, 'query'>,
  messageKey: string,
  passedOver: readonly string[],
): Promise<Taker | null> {
  const [next] = await query<Taker>(client, 'awaiting', [AWAITING, messageKey, passedOver])
  return next ?? null
}

/* An instance that holds the key may end just now, and has read what waits for it: behind the locks of those starts either it
   sees the message, or we see that it is gone. Null once the message is handed to all there are. */
async function conclude(
  parts: EngineParts,
  messageKey: string,
  passedOver: readonly string[],
): Promise<Taker | null> {
  return transact(parts.pool, async (client) => {
    await lockStartsOf(client, messageKey)
    const next = await nextWaiting(client, messageKey, passedOver)
    if (next !== null || passedOver.length > 0) return next
    await query(client, 'delivered', [
      `with done as (delete from engine.deliveries d where d.message_key = $1)
       delete from engine.messages m where m.key = $1 and m.correlation_key = ''`,
      messageKey,
    ])
    return null
  })
}

const LONGEST_PAUSE_SECONDS = 300

/* After five times it is an incident of whoever waits for it, and is left alone until that is resolved. What would only start a
   process is tried on with long pauses: health tells of it. */
async function postpone(
  parts: EngineParts,
  messageKey: string,
  failed: readonly { next: Taker; error: unknown }[],
): Promise<void> {
  const isFault = failed.some(({ error }) => isPoison(error))
  const [delivery] = await read<{ attempts: number }>(parts.pool, 'postpone-delivery', [
    `update engine.deliveries d set attempts = d.attempts + $2::int,
            retry_at = clock_timestamp() + make_interval(secs => least(power(2, least(d.attempts, 16) + 1), $3))
      where d.message_key = $1 returning d.attempts`,
    ...[messageKey, isFault ? 1 : 0, LONGEST_PAUSE_SECONDS],
  ])
  const waiting = failed.flatMap(({ next }) => (next.starts ? [] : [next]))
  if (!delivery || delivery.attempts < ATTEMPTS || waiting.length === 0) return
  for (const next of waiting) await stop(parts, messageKey, next)
  await read(parts.pool, 'give-up-delivery', [
    `update engine.deliveries d set retry_at = 'infinity' where d.message_key = $1`,
    messageKey,
  ])
}

async function stop(
  parts: EngineParts,
  messageKey: string,
  { name, rootKey, elementKey }: Subscribed,
): Promise<void> {
  await command(parts, rootKey, async (turn) => {
    const row = await turn.element(elementKey)
    if (row === null) return
    const sentence = `È arrivato un messaggio ${name}, ma il motore non è riuscito a darvi seguito.`
    const step = { do: 'DELIVER' as const, key: row.key, messageKey }
    await addIncident(turn, row, { step, code: 'MESSAGE_NOT_DELIVERED', sentence })
  })
}

type Subscribed = SubscriptionRow & { starts: false }
/** A process that the message may start; `key` is the message's. */
type Startable = Pick<SubscriptionRow, 'key' | 'processId' | 'correlationKey'> & { starts: true }
type Taker = Subscribed | Startable

/* To one that waits and has not taken it, or to a process that it may start; false where there was nothing to hand over. */
async function deliver(parts: EngineParts, messageKey: string, next: Taker): Promise<boolean> {
  if (next.starts) {
    const asked = { correlationKey: next.correlationKey, messageKey, ending: null }
    return freshCommand(parts, (turn) => startByMessage(turn, next.processId, asked))
  }
  return command(parts, next.rootKey, async (turn) => {
    const [open] = await query(turn.client, 'subscription', [
      'select s.key from engine.subscriptions s where s.key = $1',
      next.key,
    ])
    const row = open ? await turn.element(next.elementKey) : null
    const variables = row && (await takeMessage(turn, next, messageKey))
    if (!row || !variables) return false
    turn.steps.push({ do: 'TRIGGER', key: row.key, eventId: next.eventId, variables })
    return true
  })
}

const AWAITING = `
select s.key, s.root_key as "rootKey", s.element_key as "elementKey", s.process_id as "processId", s.event_id as "eventId",
       s.name, s.correlation_key as "correlationKey", false as starts
  from engine.messages m join engine.subscriptions s on s.name = m.name and s.correlation_key = m.correlation_key
 where m.key = $1 and s.key::text <> all($2::text[])
   and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = s.process_id)
union all
select m.key, null, null, s.process_id, s.element_id, m.name, m.correlation_key, true
  from engine.messages m join engine.message_starts s on s.message_name = m.name
 where m.key = $1 and s.process_id <> all($2::text[])
   and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = s.process_id)
   and (m.correlation_key = '' or not exists (
     select from engine.instances i where i.process_id = s.process_id and i.start_key = m.correlation_key and i.ended_at is null))
 order by starts, key limit 1`
