import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Limit } from '../api/route.ts'
import { BusinessError } from '../domain/shared/errors.ts'

/* Far above what people do, far below what a program in a loop does; by the minute, in each process. An office signs in
   through one address. */
const A_MINUTE: Record<Limit, number> = {
  SIGN_IN: 600,
  DRAFT: 120,
  UPLOAD: 120,
  DOWNLOAD: 240,
  WORKBOOK: 10,
}

/** Counts what one person, or one address where nobody is signed in, asks of each kind. Throws TOO_MANY_REQUESTS with the
 * seconds to wait. */
export function createRateLimits(aMinute = A_MINUTE) {
  const limiters = new Map<Limit, RateLimiterMemory>(
    Object.entries(aMinute).map(([limit, points]) => [
      limit as Limit,
      new RateLimiterMemory({ points, duration: 60, keyPrefix: limit }),
    ]),
  )
  return async (limit: Limit, who: string): Promise<void> => {
    try {
      await limiters.get(limit)?.consume(who)
    } catch (refused) {
      if (refused instanceof Error) throw refused
      const { msBeforeNext } = refused as { msBeforeNext: number }
      throw new BusinessError('TOO_MANY_REQUESTS', { seconds: Math.ceil(msBeforeNext / 1000) })
    }
  }
}
export type RateLimits = ReturnType<typeof createRateLimits>
