import type { Knex } from 'knex'
import type { Client } from 'pg'
import type { Logger } from 'pino'

const RECONNECT_MS = 1_000

/* Knex types its client as any; a connection of our own outside the pool is all that is taken from it. */
const rawConnections = (knex: Knex) => knex.client as { acquireRawConnection: () => Promise<unknown> }

/** A connection outside the pool; whoever takes it ends it. */
export const rawConnection = async (knex: Knex): Promise<Client> =>
  (await rawConnections(knex).acquireRawConnection()) as Client

interface Channel {
  channel: string
  /** Opens a connection that is used for nothing else. */
  connect: () => Promise<Client>
  log: Logger
}

export interface Heard {
  /** Called with the payload after each commit that notified the channel. */
  onTold: (payload: string) => void
  /** Called each time it begins to listen: what was told before was missed. */
  onListening: () => void
}

export interface Listening {
  stop: () => Promise<void>
}

/** Calls back for what is told on a channel, until it is stopped; a connection that is lost is made again. */
export function listen({ channel, connect, log }: Channel, { onTold, onListening }: Heard): Listening {
  let client: Client | null = null
  let timer: NodeJS.Timeout | undefined
  let ending: Promise<void> | null = null
  const begin = async (): Promise<void> => {
    const next = await connect()
    client = next
    next.on('notification', ({ payload }) => onTold(payload ?? ''))
    next.on('error', () => undefined)
    next.on('end', () => {
      client = null
      again()
    })
    await next.query(`listen ${channel}`)
    onListening()
  }
  const tryToBegin = (): Promise<void> =>
    begin().catch((error: unknown) => {
      log.warn({ err: error, channel }, 'not told what is committed, trying again')
      again()
    })
  let beginning = tryToBegin()
  const again = (): void => {
    if (ending !== null) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      beginning = tryToBegin()
    }, RECONNECT_MS)
  }
  /* A connection may be ended once: of one that has ended already the end is never told. */
  const end = async (): Promise<void> => {
    clearTimeout(timer)
    await beginning
    await client?.end()
  }
  return { stop: () => (ending ??= end()) }
}
