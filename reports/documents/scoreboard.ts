import { z } from 'zod'
import { bodyReference, cents, decimal, sha256, text } from './common.ts'

const criterion = z.strictObject({ label: text, points: decimal, reasons: z.array(text) })
const row = z.strictObject({
  place: text,
  code: text,
  title: text,
  score: decimal,
  notes: z.array(text),
  outcome: z.enum(['FUNDED', 'PARTIALLY_FUNDED', 'ADMITTED_NOT_FUNDED', 'BELOW_THRESHOLD']),
  grantCents: cents,
  sheets: z.int().nonnegative(),
  criteria: z.array(criterion),
})

/** An application that was not admitted, with why (art. 8; L. 241/1990 art. 3). */
export const inadmissibleRow = z.strictObject({ code: text, title: text, lead: bodyReference, reason: text })

/** An application for which experts were called in, and the act that appoints them (art. 5). */
export const appointmentRow = z.strictObject({ code: text, act: text })

/** The provisional ranking as the committee has it before it votes: means and reasons by criterion, without the names of the
 * evaluators, ties with what decided them, and what was not admitted with why (art. 6, 7). `inDoubt`: codes of applications on whose
 * admissibility somebody decided whom a conflict has since kept out. `sealHash` is the hash of its sealed inputs. */
export const scoreboard = z.strictObject({
  threshold: decimal,
  maxScore: decimal,
  aggregationRule: text,
  tieBreakRule: text,
  rows: z.array(row),
  inadmissible: z.array(inadmissibleRow),
  appointments: z.array(appointmentRow),
  inDoubt: z.array(text),
  sealHash: sha256,
})
