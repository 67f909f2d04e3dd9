import type { Knex } from 'knex'

export type SignatureCapacity = 'CHAIR' | 'SECRETARY'

/** Who signed the minutes of a meeting, and as what (art. 7). */
export function createSignatures(tx: Knex) {
  return {
    /** False when somebody signed as that before, or that person did. */
    async sign(one: {
      meetingId: string
      capacity: SignatureCapacity
      personId: string
      sha256: string
      at: Date
    }): Promise<boolean> {
      const added = await tx('minutes_signatures')
        .insert({
          ...{ meeting_id: one.meetingId, capacity: one.capacity, person_id: one.personId },
          ...{ document_sha256: one.sha256, signed_at: one.at },
        })
        .onConflict()
        .ignore()
        .returning('meeting_id')
      return added.length === 1
    },

    signatures: async (meetingId: string): Promise<{ capacity: SignatureCapacity; personId: string }[]> =>
      tx('minutes_signatures')
        .where({ meeting_id: meetingId })
        .orderBy('signed_at')
        .select({ capacity: 'capacity', personId: 'person_id' }),
  }
}
