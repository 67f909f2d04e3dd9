import { z } from 'zod'
import { bodyReference, cents, decimal, documentBase, instant, sha256, text } from './common.ts'
import { appointmentRow, inadmissibleRow } from './scoreboard.ts'

const row = z.strictObject({
  position: z.int().positive(),
  code: text,
  title: text,
  lead: bodyReference,
  score: decimal,
  notes: z.array(text),
  outcome: z.enum(['FUNDED', 'PARTIALLY_FUNDED', 'ADMITTED_NOT_FUNDED', 'BELOW_THRESHOLD']),
  requestedCents: cents,
  grantCents: cents,
})

/** Ranking of a call (art. 6, 7), subject to the Region's approval; `sealHash` is the hash of its sealed inputs. */
export const ranking = z.strictObject({
  ...documentBase,
  callTitle: text,
  callVersion: z.int().positive(),
  callAct: text,
  minutes: text,
  threshold: decimal,
  maxScore: decimal,
  availableCents: cents,
  aggregationRule: text,
  tieBreakRule: text,
  rows: z.array(row),
  inadmissible: z.array(inadmissibleRow),
  appointments: z.array(appointmentRow),
  /** As in a scoreboard. */
  inDoubt: z.array(text),
  sealedAt: instant,
  sealHash: sha256,
})
