import type { Knex } from 'knex'
import { pageOfInstances } from './process-read-model.ts'
import type { WatchedAsked } from './process-read-model.ts'

/** How an instance ended, and when (legal time). */
export interface InstanceEnd {
  outcome: 'COMPLETED' | 'TERMINATED'
  at: Date
}

/** The known instances, and which of them still live as far as the engine was asked. */
export function createInstanceStore(tx: Knex) {
  return {
    /** As far as the viewer of the transaction may know of them. */
    everywhere: (asked: WatchedAsked) => pageOfInstances(tx, asked),

    /** The living of an engine's data, the longest unasked first. */
    async longestUnasked(engineId: string, most: number): Promise<string[]> {
      return tx('process_instances')
        .where({ engine_id: engineId, ended_at: null })
        .orderBy('asked_at')
        .limit(most)
        .pluck('process_instance_key')
    },

    /** Notes that the engine was asked, and what it told. */
    async noteAsked(engineId: string, key: string, end: InstanceEnd | null): Promise<void> {
      const ended = end === null ? {} : { ended_at: end.at, outcome: end.outcome }
      await tx('process_instances')
        .where({ engine_id: engineId, process_instance_key: key })
        .update({ asked_at: tx.raw('clock_timestamp()'), ...ended })
    },
  }
}
