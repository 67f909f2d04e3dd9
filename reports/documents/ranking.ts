import { z } from 'zod'
import { bodyReference, cents, day, decimal, documentBase, instant, sha256, text } from './common.ts'
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

/* What an act corrects of another ranking, with the interests that it weighs, and what those concerned have said. */
const correction = z.strictObject({
  isAnnulment: z.boolean(),
  replacedAct: text,
  replacedSealHash: sha256,
  rule: text,
  wrong: text,
  change: text,
  interest: text,
  heardUntil: day,
  observations: text,
  annullableUntil: day.nullable(),
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
  correction: correction.nullable(),
  sealedAt: instant,
  sealHash: sha256,
})
