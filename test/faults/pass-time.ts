import { connect } from '../../db/platform/connection.ts'

/**
 * What a dead process had taken comes back only with time: up to five minutes for a job, two and a half for a row to send. Here
 * that time passes at once. Only where no process of ours lives: what it is working at would be done a second time.
 */
export async function passTime(databaseUrl: string): Promise<void> {
  const knex = connect({ url: databaseUrl, poolSize: 1 })
  try {
    await knex('outbox').where({ state: 'PENDING' }).update({ claimed_until: null })
    await knex.raw(`update engine.jobs set due_at = clock_timestamp() where due_at <> 'infinity'`)
    await knex.raw(`update engine.deliveries set retry_at = clock_timestamp() where retry_at <> 'infinity'`)
  } finally {
    await knex.destroy()
  }
}
