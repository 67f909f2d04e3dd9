import { awaitedNames } from './awaited.ts'
import type { EngineParts } from './commands/command.ts'
import { read, transact } from './database.ts'

/* A message that nothing living can take; its id is that of whoever published it. */
interface UntakenMessage {
  key: string
  messageId: string
}

/** What the engine may forget. Each verb is one batch of at most 1,000 rows, in statements of their own: no lock lasts. */
export interface Retention {
  /** Messages whose time to live has passed (legal time); gives how many went. */
  dropExpiredMessages(): Promise<number>
  /** The next messages, a day old at least, that neither start a process nor are awaited by anything that lives. */
  untakenMessages(afterKey: string): Promise<UntakenMessage[]>
  forgetMessages(keys: readonly string[]): Promise<number>
  /** Of roots that ended before this instant (legal time): history and incidents first, the instances last; gives how many rows went. */
  dropEndedRoots(before: Date): Promise<number>
}

const BATCH = 1_000
/* So few roots at once that finding their rows stays short, whatever each of them has left. */
const ROOTS = 100

const NOT_PENDING = 'not exists (select from engine.deliveries d where d.message_key = m.key)'
const taken = (processId: string) =>
  `exists (select from engine.correlations c where c.message_key = m.key and c.process_id = ${processId})`

const EXPIRED = `
delete from engine.messages m where m.key in (
  select m.key from engine.messages m
   where m.expires_at <= greatest($1::timestamptz, (select c.reached_at from engine.clock c)) and ${NOT_PENDING}
   order by m.expires_at limit ${BATCH} for update skip locked)
returning m.key`

/* Young ones stay: whoever they are for may be about to begin. */
const UNTAKEN = `
select m.key, m.message_id as "messageId" from engine.messages m
 where m.key > $1 and m.published_at < (select clock_timestamp()) - interval '1 day' and m.correlation_key <> '' and ${NOT_PENDING}
   and not exists (select from engine.message_starts s where s.message_name = m.name and not ${taken('s.process_id')})
   and not exists (select from unnest($2::text[], $3::text[]) as a (name, process_id) where a.name = m.name and not ${taken('a.process_id')})
 order by m.key limit ${BATCH}`

const ENDED_ROOTS = `
select i.key from engine.instances i where i.ended_at <= $1 and i.key = i.root_key order by i.ended_at limit ${ROOTS}`

/* A root's instances find its history, so they go when that has gone, and the root itself last. */
const OF_ENDED = {
  history: `
delete from engine.history h where h.key in (
  select h.key from engine.instances i join engine.history h on h.instance_key = i.key
   where i.root_key = any($1::bigint[]) limit ${BATCH})
returning h.key`,
  incidents: `
delete from engine.incidents n where n.key in (
  select n.key from engine.incidents n where n.root_key = any($1::bigint[]) limit ${BATCH})
returning n.key`,
  instances: `
delete from engine.instances i where i.key in (
  select i.key from engine.instances i where i.root_key = any($1::bigint[]) order by i.key = i.root_key limit ${BATCH})
returning i.key`,
}

/** What the engine forgets, and when it may. */
export function createRetention({ pool, clock, versions }: EngineParts): Retention {
  return {
    async dropExpiredMessages() {
      return (await read(pool, 'drop-expired-messages', [EXPIRED, clock.now()])).length
    },

    async untakenMessages(afterKey) {
      const awaited = await transact(pool, (client) => awaitedNames(client, versions))
      const [names, processIds] = [awaited.map(({ name }) => name), awaited.map(({ processId }) => processId)]
      return read<UntakenMessage>(pool, 'untaken-messages', [UNTAKEN, afterKey, names, processIds])
    },

    async forgetMessages(keys) {
      const forgotten = await read(pool, 'forget-messages', [
        `delete from engine.messages m where m.key = any($1::bigint[]) and ${NOT_PENDING} returning m.key`,
        keys,
      ])
      return forgotten.length
    },

    async dropEndedRoots(before) {
      const roots = await read<{ key: string }>(pool, 'ended-roots', [ENDED_ROOTS, before])
      const keys = roots.map(({ key }) => key)
      if (keys.length === 0) return 0
      for (const table of ['history', 'incidents', 'instances'] as const) {
        const gone = await read(pool, `drop-ended-${table}`, [OF_ENDED[table], keys])
        if (gone.length > 0) return gone.length
      }
      return 0
    },
  }
}
