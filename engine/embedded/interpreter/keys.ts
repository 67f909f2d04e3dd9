import { query } from '../database.ts'
import type { Client } from '../database.ts'

const BLOCK = 1_000n

export interface KeySource {
  /** A key that nothing else has or had. */
  next(client: Pick<Client, 'query'>): Promise<string>
}

/** Deals keys out of blocks that the database gives: they tell things apart, and never say what came first. */
export function createKeySource(): KeySource {
  let next = 0n
  let end = 0n
  return {
    async next(client) {
      while (next === end) {
        const [row] = await query<{ last: string }>(client, 'keys', [`select nextval('engine.keys') as last`])
        /* Another command of this process may have fetched a block meanwhile: that one is used up first. */
        if (next !== end) break
        end = BigInt(row?.last ?? 0)
        next = end - BLOCK
      }
      const key = next
      next += 1n
      return String(key + 1n)
    },
  }
}
