import pg from 'pg'
import type { Logger } from 'pino'

const RECONNECT_MS = 1_000

interface Heard {
  onTold: (payload: string) => void
  /** Called each time it begins to listen: what was told before was missed. */
  onListening: () => void
}

/** Calls back for what is told on a channel, on a connection of its own; one that is lost is made again. */
export function listen(
  { url, channel, log }: { url: string; channel: string; log: Logger },
  { onTold, onListening }: Heard,
): { stop: () => Promise<void> } {
  let client: pg.Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'concilia-engine' })
    next.on('notification', ({ payload }) => onTold(payload ?? ''))
    next.on('error', () => undefined)
    next.on('end', () => later())
    client = next
    await next.connect()
    await next.query(`listen ${channel}`)
    onListening()
  }
  const later = (): void => {
    if (stopped) return
    clearTimeout(timer)
    timer = setTimeout(
      () =>
        void connect().catch((error: unknown) => {
          log.warn({ err: error }, 'engine: not listening, trying again')
          later()
        }),
      RECONNECT_MS,
    )
  }
  const first = connect().catch(() => later())
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await first
      await client?.end().catch(() => undefined)
    },
  }
}
