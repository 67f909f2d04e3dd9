import type { Knex } from 'knex'
import type { Client } from 'pg'

/* Knex types its client as any; a connection of our own outside the pool is all that is taken from it. */
const rawConnections = (knex: Knex) => knex.client as { acquireRawConnection: () => Promise<unknown> }

/** A connection outside the pool; whoever takes it ends it. */
export const rawConnection = async (knex: Knex): Promise<Client> =>
  (await rawConnections(knex).acquireRawConnection()) as Client

export interface Listener {
  channel: 'outbox' | 'clock'
  /** Called with the payload after each commit that notified the channel. */
  onNotice: (payload: string) => void
  /** Called when the connection ends, also when we end it. */
  onEnd: () => void
}

/** Listens on a connection outside the pool until it ends; returns how to stop. */
export async function listen(
  knex: Knex,
  { channel, onNotice, onEnd }: Listener,
): Promise<() => Promise<void>> {
  const connection = await rawConnection(knex)
  connection.on('notification', ({ payload }) => onNotice(payload ?? ''))
  connection.on('error', () => undefined)
  connection.on('end', onEnd)
  await connection.query(`listen ${channel}`)
  return () => connection.end()
}
