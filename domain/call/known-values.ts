import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { sourceSchema } from '../shared/sourced.ts'

const path = z.string()
const value = z.union([z.string(), z.number(), z.boolean()])
const knownValueSchema = z.union([
  z.strictObject({ path, value, source: sourceSchema }),
  z.strictObject({ path, rows: z.array(z.record(z.string(), value)).min(1), source: sourceSchema }),
])

/** A value of a call's configuration that an act gives, or rows of one of its lists: it can be picked with its source, and is
 * nobody's default. */
export type KnownValue = z.infer<typeof knownValueSchema>

const FILE = new URL('./known-values.json', import.meta.url)

/** What is known of other calls, act by act. */
export const knownValues: readonly KnownValue[] = z
  .array(knownValueSchema)
  .parse(JSON.parse(readFileSync(FILE, 'utf8')))
