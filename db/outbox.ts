import type { Knex } from 'knex'
import { newId } from '../domain/shared/ids.ts'
import type { OutboxId } from '../domain/shared/ids.ts'
import type { MessageName, Variables } from '../domain/shared/process-contract.ts'

export interface MessagePayload {
  name: MessageName
  correlationKey: string
  variables: Variables
}
export interface CompletionPayload {
  elementInstanceKey: string
  processInstanceKey: string
  variables: Variables
}
export interface MailPayload {
  to: string[]
  subject: string
  text: string
  attachments: { fileName: string; mediaType: string; sha256: string }[]
}
export interface RegionPayload {
  submissionId: string
  idempotencyKey: string
  sha256: string
}
export type OutboxEntry =
  | { kind: 'PUBLISH_MESSAGE'; payload: MessagePayload }
  | { kind: 'COMPLETE_USER_TASK'; payload: CompletionPayload }
  | { kind: 'MAIL'; payload: MailPayload }
  | { kind: 'REGION'; payload: RegionPayload }

/** The only way out of a transaction: rows that the relay sends after the commit, oldest of each stream first. */
export function createOutbox(tx: Knex) {
  const add = async (stream: string | null, entry: OutboxEntry): Promise<OutboxId> => {
    const id = newId<OutboxId>()
    await tx('outbox').insert({
      id,
      stream: stream ?? id,
      kind: entry.kind,
      payload: JSON.stringify(entry.payload),
      state: 'PENDING',
    })
    await tx.raw(`select pg_notify('outbox', ?)`, [entry.kind])
    return id
  }
  return {
    publishMessage: (payload: MessagePayload) =>
      add(`message:${payload.correlationKey}`, { kind: 'PUBLISH_MESSAGE', payload }),
    completeUserTask: (payload: CompletionPayload) =>
      add(`task:${payload.elementInstanceKey}`, { kind: 'COMPLETE_USER_TASK', payload }),
    /* A stream of its own: one mail that is refused holds up no other. */
    mail: (payload: MailPayload) => add(null, { kind: 'MAIL', payload }),
    region: (payload: RegionPayload) => add(`region:${payload.submissionId}`, { kind: 'REGION', payload }),

    /** True when such a message was left here before: a step run again need not send it again. */
    async hasMessage(name: MessageName, correlationKey: string): Promise<boolean> {
      const row: unknown = await tx('outbox')
        .where({ kind: 'PUBLISH_MESSAGE', stream: `message:${correlationKey}` })
        .whereRaw(`payload ->> 'name' = ?`, [name])
        .first('id')
      return row !== undefined
    },

    /** Marks the messages of a wait as received: the first worker after the wait calls it. */
    async markReceived(name: MessageName, correlationKey: string, at: Date): Promise<void> {
      await tx('outbox')
        .where({ kind: 'PUBLISH_MESSAGE', stream: `message:${correlationKey}` })
        .whereIn('state', ['PENDING', 'SENT'])
        .whereRaw(`payload ->> 'name' = ?`, [name])
        .update({ state: 'RECEIVED', received_at: at })
    },
  }
}
