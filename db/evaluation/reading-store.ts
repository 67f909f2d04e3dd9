import type { Knex } from 'knex'
import type { PersonId } from '../../domain/shared/ids.ts'

/** Who has read the sheets of others, before the outcome is published: such a person scores no more in that call (art. 5, 6). */
export function createReadingStore(tx: Knex) {
  return {
    /** False when it was noted before. */
    async noteReading(callId: string, personId: string, at: Date): Promise<boolean> {
      const added = await tx('sheet_readings')
        .insert({ call_id: callId, person_id: personId, read_at: at })
        .onConflict()
        .ignore()
        .returning('person_id')
      return added.length === 1
    },

    readersOf: (callId: string): Promise<PersonId[]> =>
      tx('sheet_readings').where({ call_id: callId }).orderBy('person_id').pluck<PersonId[]>('person_id'),
  }
}
