import { z } from 'zod'
import { cents, documentBase, instant, text } from './common.ts'

/* A rule in words; its source is null where it was made up for a demonstration. */
const rule = z.strictObject({ subject: text, value: text, source: text.nullable() })
const part = z.strictObject({ id: text, title: text, rules: z.array(rule).min(1) })

/** Avviso pubblico di manifestazione di interesse: every rule of the frozen configuration with its source (art. 8, 9;
 * L. 241/1990 art. 12); `demonstration` marks each page where a value was made up, `draft` each of a call that is still written. */
export const callNotice = z.strictObject({
  ...documentBase,
  code: text,
  title: text,
  number: z.int().positive(),
  purpose: text,
  opensAt: instant,
  closesAt: instant,
  availableCents: cents,
  parts: z.array(part).min(1),
  demonstration: z.boolean(),
  draft: z.boolean(),
  channel: text,
  correction: z
    .strictObject({
      version: z.int().min(2),
      reason: text,
      changes: z.array(z.strictObject({ subject: text, before: text.nullable(), after: text.nullable() })),
    })
    .nullable(),
})
