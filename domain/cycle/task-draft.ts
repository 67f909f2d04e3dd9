import { z } from 'zod'

const name = z.string().min(1).max(100)
const text = z.union([z.string(), z.number(), z.boolean(), z.null()])
const field = z.union([text, z.array(text)])

/** What a person has typed into a task's form and not sent: the data that completing it would take, as far as it goes. What
 * could not be read yet stays the text that was typed. */
export const taskDraftSchema = z.record(name, z.union([field, z.array(z.record(name, field))]))
export type TypedSoFar = z.output<typeof taskDraftSchema>

/** Bytes of text that a draft may hold, in UTF-8. */
export const MOST_DRAFT_BYTES = 1024 * 1024

const encoder = new TextEncoder()

/** Bytes of all texts in a draft, in UTF-8. */
export function textBytes(typed: unknown): number {
  if (typeof typed === 'string') return encoder.encode(typed).length
  if (typeof typed !== 'object' || typed === null) return 0
  return Object.values(typed).reduce<number>((sum, inner) => sum + textBytes(inner), 0)
}
