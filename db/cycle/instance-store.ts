import type { Knex } from 'knex'
import { pageOfInstances } from './watched-instances.ts'
import type { WatchedAsked } from './watched-instances.ts'

/** How an instance ended, and when (legal time). */
export interface InstanceEnd {
  key: string
  outcome: 'COMPLETED' | 'TERMINATED'
  at: Date
}

/** The known instances, and which of them still live as far as the engine was asked. */
export function createInstanceStore(tx: Knex) {
  return {
    /** As far as the viewer of the transaction may know of them. */
    everywhere: (asked: WatchedAsked) => pageOfInstances(tx, asked),

    /** Whether a job has told what it is of. */
    async isKnown(key: string): Promise<boolean> {
      const { rows } = await tx.raw<{ rows: unknown[] }>(
        `select from process_instances p join engine_identity e on e.engine_id = p.engine_id where p.process_instance_key = ?`,
        [key],
      )
      return rows.length > 0
    },

    /** Whether somebody still has a task of it to do. */
    async hasOpenTask(key: string): Promise<boolean> {
      const { rows } = await tx.raw<{ rows: unknown[] }>(
        `select from work_items w join engine_identity e on e.engine_id = w.engine_id
          where w.process_instance_key = ? and w.state = 'OPEN' limit 1`,
        [key],
      )
      return rows.length > 0
    },

    /** The living of an engine's data, the longest unasked first. */
    async longestUnasked(engineId: string, most: number): Promise<string[]> {
      return tx('process_instances')
        .where({ engine_id: engineId, ended_at: null })
        .orderBy('asked_at')
        .limit(most)
        .pluck('process_instance_key')
    },

    /** Notes that the engine was asked of these, and which of them it told to have ended. */
    async noteAsked(engineId: string, keys: readonly string[], ends: readonly InstanceEnd[]): Promise<void> {
      await tx.raw(
        `update process_instances i set asked_at = clock_timestamp(), ended_at = e.at, outcome = e.outcome
           from unnest(cast(:keys as text[])) as asked (key)
           left join jsonb_to_recordset(cast(:ends as jsonb)) e (key text, outcome text, at timestamptz) on e.key = asked.key
          where i.engine_id = :engineId and i.process_instance_key = asked.key and i.ended_at is null`,
        { engineId, keys, ends: JSON.stringify(ends) },
      )
    },
  }
}
