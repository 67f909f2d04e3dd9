import { query } from '../database.ts'
import type { Client } from '../database.ts'

type Locking = Pick<Client, 'query'>

/* The engine's advisory locks, each held until its transaction ends. Two texts make one lock of a kind: where a statement takes
   several at once it names the same numbers. */
const KINDS = { messages: 1, starts: 2, timers: 3, deployments: 4 } as const
const lockOf = (kind: 'messages' | 'starts', first: string, second: string): string =>
  `pg_advisory_xact_lock(hashtextextended(${first} || chr(10) || ${second}, ${KINDS[kind]}))`

/** Serializes publishing and subscribing of one name and key: what one commits before, the other sees. */
export async function lockMessages(client: Locking, name: string, correlationKey: string): Promise<void> {
  await query(client, 'lock-messages', [`select ${lockOf('messages', '$1', '$2')}`, name, correlationKey])
}

/** Serializes the starts of one process for one correlation key with the end of the instance that holds it. */
export async function lockStarts(client: Locking, processId: string, correlationKey: string): Promise<void> {
  await query(client, 'lock-starts', [`select ${lockOf('starts', '$1', '$2')}`, processId, correlationKey])
}

/** The same for every process that a message may start, in one order. */
export async function lockStartsOf(client: Locking, messageKey: string): Promise<void> {
  await query(client, 'lock-starts-of-message', [
    `select ${lockOf('starts', 's.process_id', 's.correlation_key')}
       from (select s.process_id, m.correlation_key from engine.messages m join engine.message_starts s on s.message_name = m.name
              where m.key = $1 order by s.process_id offset 0) s`,
    messageKey,
  ])
}

/** One timer is chosen and fired at a time, over all processes of ours. */
export async function lockTimers(client: Locking): Promise<void> {
  await query(client, 'lock-timers', [`select pg_advisory_xact_lock(${KINDS.timers})`])
}

/** Deployments happen one after the other: each sees the versions of the one before. */
export async function lockDeployments(client: Locking): Promise<void> {
  await query(client, 'lock-deployments', [`select pg_advisory_xact_lock(${KINDS.deployments})`])
}
