export interface Lanes {
  /** Runs the work when all that was asked before for the same root has ended. */
  run<T>(rootKey: string, work: () => Promise<T>): Promise<T>
}

/**
 * A queue for each root, in front of the pool: commands of one root would only wait for its lock, each with a connection in
 * its hand, and leave none to the other roots.
 */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>()
  return {
    async run(rootKey, work) {
      const before = tails.get(rootKey) ?? Promise.resolve()
      const mine = before.then(work, work)
      const settled = mine.catch(() => undefined)
      tails.set(rootKey, settled)
      try {
        return await mine
      } finally {
        if (tails.get(rootKey) === settled) tails.delete(rootKey)
      }
    },
  }
}
