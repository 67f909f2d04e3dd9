import { z } from 'zod'
import { basisPoints, cents, decimal, documentBase, instant, sourced, text, yearAmount } from './common.ts'

const criterion = z.strictObject({
  name: text,
  description: text,
  maxScore: decimal,
  weight: decimal,
  minimum: decimal.nullable(),
  source: text,
})
const payment = z.strictObject({ name: text, shareBasisPoints: basisPoints, condition: text, source: text })
const costCategory = z.strictObject({ name: text, capBasisPoints: basisPoints.nullable(), source: text })

/** Avviso pubblico di manifestazione di interesse, from the frozen configuration (art. 8, 9; L. 241/1990 art. 12). */
export const callNotice = z.strictObject({
  ...documentBase,
  title: text,
  version: z.int().positive(),
  legalBasis: z.array(text).min(1),
  purpose: text,
  areas: z.array(text).min(1),
  opensAt: instant,
  closesAt: instant,
  availableCents: cents,
  availableByYear: z.array(yearAmount),
  maxShareBasisPoints: basisPoints,
  maxGrantCents: cents.nullable(),
  partnershipRules: z.array(sourced).min(1),
  costCategories: z.array(costCategory).min(1),
  criteria: z.array(criterion).min(1),
  maxScore: decimal,
  threshold: decimal,
  aggregationRule: sourced,
  tieBreaks: z.array(sourced).min(1),
  payments: z.array(payment).min(1),
  recalculationRule: sourced,
  conflictRules: z.array(sourced).min(1),
  submission: z.strictObject({ channel: text, attachments: z.array(text), contact: text }),
  sources: z.array(z.strictObject({ subject: text, value: text, source: text })).min(1),
})
