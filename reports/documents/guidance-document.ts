import { z } from 'zod'
import { day, documentBase, instant, sourced, text, voteCount, yearAmount } from './common.ts'

const section = z.strictObject({ title: text, text })

/** Documento territoriale di indirizzo (art. 6, 8): context, needs, priorities, resources, consultation. */
export const guidanceDocument = z.strictObject({
  ...documentBase,
  title: text,
  regionalGuidelines: text,
  context: z.array(section),
  needs: z.array(sourced).min(1),
  priorities: z.array(section).min(1),
  resources: z.array(z.strictObject({ ...yearAmount.shape, source: text })),
  consultation: z.strictObject({
    sharedAt: instant,
    closedAt: instant,
    comments: z.array(z.strictObject({ body: text, comment: text, answer: text })),
  }),
  committeeVote: z.strictObject({ heldOn: day, minutes: text, votes: voteCount }),
})
