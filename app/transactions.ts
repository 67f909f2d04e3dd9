import type { Knex } from 'knex'
import { isRepeatable, toTransient } from '../db/platform/errors.ts'

const REPETITIONS = 3

/** Runs one transaction; a serialization failure or deadlock is run again, three times at most. Throws TransientError. */
export async function inTransaction<T>(knex: Knex, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await knex.transaction(work)
    } catch (error) {
      if (isRepeatable(error) && attempt <= REPETITIONS) continue
      throw toTransient(error)
    }
  }
}
