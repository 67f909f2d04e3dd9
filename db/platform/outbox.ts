import type { Knex } from 'knex'
import type { DeliveryState } from '../../domain/cycle/lifecycle.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { OutboxId } from '../../domain/shared/ids.ts'
import type { Message, MessageName } from '../../domain/process/contracts.ts'
import { movesOf } from './moves.ts'

type MessagePayload = Message & { correlationKey: string }
interface CompletionPayload {
  elementInstanceKey: string
  processInstanceKey: string
  variables: Record<string, unknown>
}
export interface IncidentPayload {
  incidentKey: string
  /** The job that stopped; null where the engine itself could not go on. */
  jobKey: string | null
  processInstanceKey: string
}
export interface InterventionPayload {
  interventionId: string
  processInstanceKey: string
  change: EngineChange
}
/** What the engine is told to do to an instance. */
export type EngineChange =
  | { kind: 'SET_VARIABLE'; variable: string; value: string }
  | { kind: 'CANCEL' }
  | { kind: 'MIGRATE'; version: number }
export interface MailPayload {
  to: string[]
  subject: string
  text: string
  attachments: { fileName: string; mediaType: string; sha256: string }[]
  /** The request to a lead whose term begins when this mail is delivered. */
  beginsTermOf?: string
  /** It tells a lead the outcome: when the server takes it is kept. */
  isOutcome?: true
}
interface RegionPayload {
  submissionId: string
  idempotencyKey: string
  sha256: string
}
export type OutboxEntry =
  | { kind: 'PUBLISH_MESSAGE'; payload: MessagePayload }
  | { kind: 'COMPLETE_USER_TASK'; payload: CompletionPayload }
  | { kind: 'RESOLVE_INCIDENT'; payload: IncidentPayload }
  | { kind: 'INTERVENE'; payload: InterventionPayload }
  | { kind: 'MAIL'; payload: MailPayload }
  | { kind: 'REGION'; payload: RegionPayload }

/** What a person who decides on a row must know of it; none of its text. */
export interface OutboxRow {
  id: string
  cycleId: string
  kind: OutboxEntry['kind']
  state: DeliveryState
  attempts: number
  /** Of a mail: the request to a lead that waits for its delivery. */
  beginsTermOf: string | null
}

/** Every row is of a cycle: what a person later decides on it goes into that cycle's audit chain. */
type OfCycle<P> = P & { cycleId: string }

/** A message of one name to many waits of a cycle. */
type MessageToMany = Message extends infer M extends Message
  ? M extends Message
    ? { cycleId: string; name: M['name']; to: readonly Addressed<M>[] }
    : never
  : never
interface Received {
  name: MessageName
  correlationKey: string
  variables?: Record<string, unknown>
}
type Addressed<M extends Message> = { id?: OutboxId; correlationKey: string; variables: M['variables'] }
type NewRow = OutboxEntry & { id: OutboxId; stream: string }

/** The only way out of a transaction: rows that the relay sends after the commit, oldest of each stream first. Those that a step of
 * an instance leaves bear its key. */
export function createOutbox(tx: Knex, process_instance_key: string | null = null) {
  const deliveries = movesOf(tx, 'outbox')
  const tell = async (kind: OutboxEntry['kind']): Promise<void> => {
    await tx.raw(`select pg_notify('outbox', ?)`, [kind])
  }
  const addAll = async (cycleId: string, rows: readonly NewRow[]): Promise<void> => {
    if (rows.length === 0) return
    const begun = rows.map((row) => ({
      ...{ ...row, cycle_id: cycleId, process_instance_key },
      ...deliveries.begin('add'),
    }))
    await tx.raw(
      `with added as (
         insert into outbox (id, stream, kind, payload, cycle_id, process_instance_key, state)
         select id, stream, kind, payload, cycle_id, process_instance_key, state
           from jsonb_populate_recordset(null::outbox, ?::jsonb) with ordinality order by ordinality
         on conflict (id) do nothing)
       select pg_notify('outbox', kind) from unnest(?::text[]) kind`,
      [JSON.stringify(begun), [...new Set(rows.map(({ kind }) => kind))]],
    )
  }
  const add = async (cycleId: string, stream: string | null, entry: OutboxEntry): Promise<OutboxId> => {
    const id = newId<OutboxId>()
    await addAll(cycleId, [{ id, stream: stream ?? id, ...entry }])
    return id
  }
  return {
    /** Publishes a message; with a mail of the same act, in one statement. */
    async publishMessage(
      { cycleId, ...payload }: OfCycle<MessagePayload>,
      mail?: MailPayload,
    ): Promise<OutboxId> {
      const [id, mailId] = [newId<OutboxId>(), newId<OutboxId>()]
      const message = {
        ...{ id, stream: `message:${payload.correlationKey}` },
        ...{ kind: 'PUBLISH_MESSAGE' as const, payload },
      }
      const mails = mail ? [{ id: mailId, stream: mailId, kind: 'MAIL' as const, payload: mail }] : []
      await addAll(cycleId, [message, ...mails])
      return id
    },

    /** Publishes a message to each of many, in their order and in one statement. One whose thing happens once has an id of
     * that thing: published again it is the same message. */
    publishMessages: ({ cycleId, name, to }: MessageToMany) =>
      addAll(
        cycleId,
        to.map(({ id, ...told }) => ({
          id: id ?? newId<OutboxId>(),
          stream: `message:${told.correlationKey}`,
          kind: 'PUBLISH_MESSAGE',
          payload: { name, ...told } as MessagePayload,
        })),
      ),

    /** Sends many mails in one statement; as with `mail`, each in a stream of its own. Gives their ids. */
    async mails(cycleId: string, mails: readonly MailPayload[]): Promise<OutboxId[]> {
      const rows = mails.map((payload) => {
        const id = newId<OutboxId>()
        return { id, stream: id, kind: 'MAIL' as const, payload }
      })
      await addAll(cycleId, rows)
      return rows.map(({ id }) => id)
    },
    completeUserTask: ({ cycleId, ...payload }: OfCycle<CompletionPayload>) =>
      add(cycleId, `task:${payload.elementInstanceKey}`, { kind: 'COMPLETE_USER_TASK', payload }),
    resolveIncident: ({ cycleId, ...payload }: OfCycle<IncidentPayload>) =>
      add(cycleId, `incident:${payload.incidentKey}`, { kind: 'RESOLVE_INCIDENT', payload }),
    intervene: ({ cycleId, ...payload }: OfCycle<InterventionPayload>) =>
      add(cycleId, `intervention:${payload.processInstanceKey}`, { kind: 'INTERVENE', payload }),
    /* A stream of its own: one mail that is refused holds up no other. */
    mail: ({ cycleId, ...payload }: OfCycle<MailPayload>) => add(cycleId, null, { kind: 'MAIL', payload }),
    region: ({ cycleId, ...payload }: OfCycle<RegionPayload>) =>
      add(cycleId, `region:${payload.submissionId}`, { kind: 'REGION', payload }),

    /** Marks the messages of a wait as received, those with these variables: the first worker after the wait calls it. */
    async markReceived({ name, correlationKey, variables = {} }: Received, at: Date): Promise<void> {
      await deliveries.moveAll(
        'receive',
        (query) =>
          void query
            .where({ kind: 'PUBLISH_MESSAGE', stream: `message:${correlationKey}` })
            .whereRaw(`payload ->> 'name' = ? and payload -> 'variables' @> ?`, [
              name,
              JSON.stringify(variables),
            ]),
        { received_at: at },
      )
    },

    /** Gives up the messages of waits that are over: nobody would ever receive them. */
    async endWaits(name: MessageName, correlationKeys: readonly string[]): Promise<void> {
      const streams = correlationKeys.map((key) => `message:${key}`)
      await deliveries.moveAll(
        'endWait',
        (query) =>
          void query
            .where({ kind: 'PUBLISH_MESSAGE' })
            .whereRaw('stream = any(?)', [streams])
            .whereRaw(`payload ->> 'name' = ?`, [name]),
      )
    },

    async find(id: string): Promise<OutboxRow | null> {
      const row = await tx('outbox')
        .where({ id })
        .first<OutboxRow | undefined>(
          ...(['id', 'kind', 'state', 'attempts', 'cycle_id as cycleId'] as const),
          tx.raw(`payload ->> 'beginsTermOf' as "beginsTermOf"`),
        )
      return row ?? null
    },

    /** What a mail says, to say it again. */
    async letterOf(id: string): Promise<Pick<MailPayload, 'subject' | 'text'>> {
      const row = await tx('outbox').where({ id, kind: 'MAIL' }).first('payload')
      if (row === undefined) throw new Error(`no mail ${id}`)
      const { subject, text } = row.payload as MailPayload
      return { subject, text }
    },

    /** Lets a parked row be sent again, as a fresh one. False when it is not parked. */
    async retryParked({ id, kind }: Pick<OutboxRow, 'id' | 'kind'>): Promise<boolean> {
      const again = { attempts: 0, available_at: tx.fn.now(), last_error: null }
      const retried = await deliveries.move('retry', { id }, again)
      if (retried) await tell(kind)
      return retried
    },

    /** Gives a parked row up. False when it is not parked. */
    discardParked: (id: string) => deliveries.move('discard', { id }),
  }
}
