import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { listen, rawConnection } from './listen.ts'
import type { Heard, Listening } from './listen.ts'
import { movesOf } from './moves.ts'
import type { OutboxEntry } from './outbox.ts'

export type ClaimedEntry = OutboxEntry & { id: string; stream: string; attempts: number }

interface Claim {
  kinds: readonly OutboxEntry['kind'][]
  /** How long the rows are left to this process: longer than their longest send. */
  claimSeconds: number
  limit: number
}

/** The relay's side of the outbox: claims the oldest row of each stream, marks what became of it. System time. */
export function createOutboxQueue(knex: Knex) {
  const deliveries = movesOf(knex, 'outbox')
  return {
    async claim({ kinds, claimSeconds, limit }: Claim): Promise<ClaimedEntry[]> {
      const result = await knex.raw<{ rows: ClaimedEntry[] }>(
        `update outbox set claimed_until = now() + make_interval(secs => ?), attempts = attempts + 1
          where id in (
            select o.id from outbox o
             where o.kind = any(?) and o.state = 'PENDING' and o.available_at <= now() and (o.claimed_until is null or o.claimed_until < now())
               and (o.kind not in ('MAIL', 'REGION') or not exists (select 1 from database_place p where p.held_since is not null))
               and not exists (select 1 from outbox before
                 where before.stream = o.stream and before.state in ('PENDING', 'PARKED') and before.position < o.position)
             order by o.position limit ? for update skip locked)
        returning id, stream, kind, payload, attempts`,
        [claimSeconds, [...kinds], limit],
      )
      return result.rows
    },
    async markSent(id: string): Promise<void> {
      const sent = { sent_at: knex.fn.now(), claimed_until: null, last_error: null }
      await deliveries.move('markSent', { id }, sent)
    },
    async retryLater(id: string, delayMs: number, error: string): Promise<void> {
      const later = {
        claimed_until: null,
        last_error: error,
        available_at: knex.raw(`now() + make_interval(secs => ?)`, [delayMs / 1000]),
      }
      await deliveries.move('retryLater', { id }, later)
    },
    /** Sets aside what repeating does not mend; it blocks only its stream until a person decides. */
    async park(id: string, error: string): Promise<void> {
      await deliveries.move('park', { id }, { claimed_until: null, last_error: error })
    },
    /** Calls back with the kind after each commit that added such a row. */
    listen: (heard: Heard, log: Logger): Listening =>
      listen({ channel: 'outbox', connect: () => rawConnection(knex), log }, heard),
  }
}
