import type { Knex } from 'knex'

/** The applications of a call whose self-declarations are checked (DPR 445/2000 art. 71). */
export function createSampleStore(tx: Knex) {
  return {
    /** Records a draw with its seed, in its order; one that was recorded before stays. */
    async record(callId: string, seed: string, applicationIds: readonly string[]): Promise<void> {
      const drawn = await tx('calls').where({ id: callId, sample_seed: null }).update({ sample_seed: seed })
      if (drawn === 0 || applicationIds.length === 0) return
      await tx('drawn_applications').insert(
        applicationIds.map((id, index) => ({ application_id: id, call_id: callId, place: index + 1 })),
      )
    },
  }
}
