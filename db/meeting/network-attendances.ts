import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'

/** Which bodies of the network were at its meeting: it has no seats (art. 4). */
export function createNetworkAttendances(tx: Knex) {
  return {
    async recordBodies(meetingId: string, bodyIds: readonly string[]): Promise<void> {
      const rows = bodyIds.map((bodyId) => ({ meeting_id: meetingId, body_id: bodyId }))
      await insertRows(tx, { table: 'network_attendances', rows, conflict: 'on conflict do nothing' })
    },

    attendingBodies: async (meetingId: string): Promise<string[]> =>
      tx('network_attendances').where('meeting_id', meetingId).orderBy('body_id').pluck<string[]>('body_id'),
  }
}
