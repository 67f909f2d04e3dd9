import { z } from 'zod'
import { audience, documentBase, instant, text } from './common.ts'

/** Convocation of the network (art. 4, ten days) or of the committee (art. 7, five days, with the place). */
export const convocation = z.strictObject({
  ...documentBase,
  audience,
  title: text,
  recipients: text,
  sentAt: instant,
  startsAt: instant,
  endsAt: instant.nullable(),
  place: text,
  remoteLink: text.nullable(),
  noticeDays: z.int().nonnegative(),
  minimumNoticeDays: z.int().nonnegative(),
  agenda: z.array(z.strictObject({ title: text, explanation: text.nullable() })).min(1),
})
