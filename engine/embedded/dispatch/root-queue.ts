/* So many of one root at a time at most, that there is always room for the others. */
const OF_ONE_ROOT = 8

/** A root that may have jobs, and how many more of it may be under way. */
export interface Chosen {
  rootKey: string
  room: number
  /** How often it had been told of when it was chosen. */
  told: number
}

/** Which roots may have jobs, who was served longest ago first, and how many of each are under way. */
export function createRootQueue() {
  const waiting = new Map<string, number>()
  const underWay = new Map<string, number>()
  const running = new Set<Promise<void>>()
  const roomOf = (rootKey: string): number => OF_ONE_ROOT - (underWay.get(rootKey) ?? 0)
  return {
    add: (rootKey: string): void => void waiting.set(rootKey, (waiting.get(rootKey) ?? 0) + 1),
    inFlight: (): number => running.size,
    choose(room: number): Chosen[] {
      const open = [...waiting].filter(([rootKey]) => roomOf(rootKey) > 0).slice(0, Math.max(room, 0))
      for (const [rootKey, told] of open) {
        waiting.delete(rootKey)
        waiting.set(rootKey, told)
      }
      return open.map(([rootKey, told]) => ({ rootKey, told, room: roomOf(rootKey) }))
    },
    /** One that gave fewer jobs than it was asked for has none left, unless it was told of again meanwhile. */
    emptied(chosen: readonly Chosen[], taken: readonly { rootKey: string }[], share: number): void {
      for (const { rootKey, room, told } of chosen) {
        const given = taken.filter((job) => job.rootKey === rootKey).length
        if (given < Math.min(room, share) && waiting.get(rootKey) === told) waiting.delete(rootKey)
      }
    },
    async during(rootKey: string, work: Promise<void>): Promise<void> {
      underWay.set(rootKey, (underWay.get(rootKey) ?? 0) + 1)
      running.add(work)
      await work.finally(() => {
        running.delete(work)
        const left = (underWay.get(rootKey) ?? 1) - 1
        if (left > 0) underWay.set(rootKey, left)
        else underWay.delete(rootKey)
      })
    },
    idle: (): Promise<unknown> => Promise.allSettled(running),
  }
}
