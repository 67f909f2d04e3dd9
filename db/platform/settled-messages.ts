import type { Knex } from 'knex'

/** Which of these messages (their ids are those of their outbox rows) will never be sent again. */
export async function settledMessages(knex: Knex, ids: readonly string[]): Promise<string[]> {
  return knex('outbox')
    .whereRaw('id = any(?)', [[...ids]])
    .whereIn('state', ['SENT', 'RECEIVED', 'DISCARDED'])
    .pluck<string[]>('id')
}
