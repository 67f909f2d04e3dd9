/* So many of one root at a time at most, that there is always room for the others. */
const OF_ONE_ROOT = 8

/** A root that may have jobs, and how many more of it may be under way. */
export interface Chosen {
  rootKey: string
  room: number
  /** How often it had been told of when it was chosen. */
  told: number
  /** No job before this key may be handed out: dead rows before it need not be passed. */
  from: string
}

interface Told {
  told: number
  from: bigint
}

/** Which roots may have jobs, who was served longest ago first, and how many of each are under way. */
export function createRootQueue() {
  const waiting = new Map<string, Told>()
  const running = createRunning()
  return {
    inFlight: running.count,
    during: (rootKey: string, work: Promise<void>): Promise<void> => running.during(rootKey, work),
    idle: running.idle,
    /** There may be a job with this key, and others behind it. */
    add(rootKey: string, jobKey: string): void {
      const key = BigInt(jobKey)
      const { told, from } = waiting.get(rootKey) ?? { told: 0, from: key }
      waiting.set(rootKey, { told: told + 1, from: from < key ? from : key })
    },
    choose(room: number): Chosen[] {
      const open = [...waiting].filter(([rootKey]) => running.roomOf(rootKey) > 0).slice(0, Math.max(room, 0))
      for (const [rootKey, told] of open) {
        waiting.delete(rootKey)
        waiting.set(rootKey, told)
      }
      return open.map(([rootKey, { told, from }]) => ({
        ...{ rootKey, told, from: String(from) },
        room: running.roomOf(rootKey),
      }))
    },
    /** One that gave fewer jobs than it was asked for has none left, unless it was told of again meanwhile. */
    emptied(chosen: readonly Chosen[], taken: readonly { rootKey: string }[], share: number): void {
      for (const { rootKey, room, told } of chosen) {
        const given = taken.filter((job) => job.rootKey === rootKey).length
        if (given < Math.min(room, share) && waiting.get(rootKey)?.told === told) waiting.delete(rootKey)
      }
    },
  }
}

function createRunning() {
  const underWay = new Map<string, number>()
  const running = new Set<Promise<void>>()
  return {
    count: (): number => running.size,
    roomOf: (rootKey: string): number => OF_ONE_ROOT - (underWay.get(rootKey) ?? 0),
    idle: (): Promise<unknown> => Promise.allSettled(running),
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
  }
}
