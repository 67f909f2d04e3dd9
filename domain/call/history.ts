import { z } from 'zod'

/** What happens to an application from its signature on, as it is told to its lead (art. 10). */
export const historyKindSchema = z.enum([
  ...(['SIGNED', 'SUBMITTED', 'WITHDRAWN', 'CLOSED', 'ADMITTED', 'NOT_ADMITTED', 'DECIDER_TIED'] as const),
  ...(['OUTCOME', 'PLAN_SENT', 'REGION', 'AGREED', 'STARTED', 'ENDED'] as const),
])
export type HistoryKind = z.infer<typeof historyKindSchema>
