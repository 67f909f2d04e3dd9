import { TransientError } from '../domain/shared/errors.ts'

/* The last in line is still dealt with before its call is closed (`closedAt`). */
const MOST_WAITING = 1_000

/** Where work stands: in the line, or behind all who stand in it. */
export type Place = 'IN_LINE' | 'BEHIND'

/** A line before the database: so many pieces of work at once, the others after them in the order in which they came. Who
 * stands in it holds no connection and no lock, and has no time that runs out. */
export interface Turns {
  /** Runs work when its turn comes. Throws TransientError where too many wait already in its place. */
  take: <T>(work: () => Promise<T>, place?: Place) => Promise<T>
  /** Resolves once nobody stands in line, or after so many milliseconds: for what nobody waits for. */
  giveWay: (atMostMs: number) => Promise<void>
}

/** Makes it, with nobody in line. */
export function createTurns(atOnce = 8): Turns {
  const waiting: Readonly<Record<Place, (() => void)[]>> = { IN_LINE: [], BEHIND: [] }
  const isEmpty = () => waiting.IN_LINE.length + waiting.BEHIND.length === 0
  const givingWay = new Set<() => void>()
  let underWay = 0
  const begin = async (place: Place): Promise<void> => {
    const others = waiting[place]
    if (underWay < atOnce) underWay += 1
    else if (others.length >= MOST_WAITING) throw new TransientError('too many requests wait for their turn')
    else await new Promise<void>((resolve) => others.push(resolve))
  }
  /* Who ends hands the turn on, so that nobody who comes just then goes first. */
  const end = (): void => {
    const next = waiting.IN_LINE.shift() ?? waiting.BEHIND.shift()
    if (next === undefined) underWay -= 1
    else next()
    if (isEmpty()) for (const goOn of givingWay) goOn()
  }
  return {
    async take(work, place = 'IN_LINE') {
      await begin(place)
      try {
        return await work()
      } finally {
        end()
      }
    },
    async giveWay(atMostMs) {
      if (isEmpty()) return
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer)
          givingWay.delete(goOn)
          resolve()
        }
        const timer = setTimeout(goOn, atMostMs)
        givingWay.add(goOn)
      })
    },
  }
}
