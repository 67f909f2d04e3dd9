import { z } from 'zod'
import { documentBase, instant, text } from './common.ts'
import { scoreboard } from './scoreboard.ts'

/** The provisional ranking of a call, attached to the meeting that votes on it (art. 6, 7). */
export const provisionalRanking = z.strictObject({
  ...documentBase,
  callTitle: text,
  scores: scoreboard,
  sealedAt: instant,
})
