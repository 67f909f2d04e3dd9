import { AsyncLocalStorage } from 'node:async_hooks'
import type { Knex } from 'knex'
import { isRepeatable, toTransient } from '../db/platform/errors.ts'

const REPETITIONS = 3
const open = new AsyncLocalStorage<true>()

/** Runs one transaction; a serialization failure or deadlock is run again, three times at most. Throws TransientError. */
export async function inTransaction<T>(knex: Knex, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await whileOpen(() => knex.transaction(work))
    } catch (error) {
      if (isRepeatable(error) && attempt <= REPETITIONS) continue
      throw toTransient(error)
    }
  }
}

/** Runs what keeps a transaction open, however it is opened. */
export const whileOpen = <T>(work: () => Promise<T>): Promise<T> => open.run(true, work)

/** Does work on files. Throws Error (a bug) where a transaction is open, which would hold locks and a connection meanwhile. */
export async function outside<T>(work: () => Promise<T>): Promise<T> {
  if (open.getStore()) throw new Error('a file is made before the transaction that records it, never in it')
  return work()
}
