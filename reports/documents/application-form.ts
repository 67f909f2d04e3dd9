import { z } from 'zod'
import { documentBase, sha256, text } from './common.ts'

const fact = z.strictObject({ label: text, value: text })
const table = z.strictObject({
  head: z.array(text).min(1),
  right: z.array(z.int().nonnegative()),
  rows: z.array(z.array(z.string())),
  total: z.array(z.string()).nullable(),
})
const part = z.strictObject({
  title: text,
  groups: z.array(z.strictObject({ title: text.nullable(), facts: z.array(fact) })),
  table: table.nullable(),
})

/** An application as its lead signs it (art. 10): everything that was written, part by part, and the hash of it. */
export const applicationForm = z.strictObject({
  ...documentBase,
  call: z.strictObject({ code: text, title: text }),
  title: text,
  leadName: text,
  contentSha256: sha256,
  demonstration: z.boolean(),
  parts: z.array(part).min(1),
})
