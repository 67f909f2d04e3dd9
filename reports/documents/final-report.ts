import { z } from 'zod'
import { bodyReference, cents, day, decimal, documentBase, text } from './common.ts'

const result = z.strictObject({ indicator: text, unit: text, expected: decimal, achieved: decimal })
const project = z.strictObject({
  code: text,
  title: text,
  lead: bodyReference,
  grantCents: cents,
  admittedCents: cents,
  paidCents: cents,
  results: z.array(result),
})
const moneyYear = z.strictObject({
  year: z.int(),
  assignedCents: cents,
  receivedCents: cents,
  committedCents: cents,
  paidCents: cents,
})

/** Final return to the Region (art. 6, 8): results expected against achieved, and the money by year. */
export const finalReport = z.strictObject({
  ...documentBase,
  startsOn: day,
  endsOn: day,
  planVersion: z.int().positive(),
  committeeSeenOn: day.nullable(),
  summary: text,
  projects: z.array(project).min(1),
  years: z.array(moneyYear).min(1),
  assessment: text,
})
