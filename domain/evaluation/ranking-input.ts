import { z } from 'zod'
import { aggregationSchema } from '../call/configuration.ts'
import type { CallRules } from '../call/configuration.ts'
import { fractionSchema } from '../shared/fraction.ts'
import { idSchema } from '../shared/ids.ts'
import { basisPointsSchema, centsSchema } from '../shared/money.ts'
import { scoreSchema } from './scoring.ts'

const code = z.string().min(1).max(40)
const points = z.int().min(0)
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'Impronta non valida: servono 64 cifre esadecimali.')

/** The rules of a call that decide a ranking. */
export const rankingRulesSchema = z.strictObject({
  criteria: z
    .array(z.strictObject({ id: code, maxCentipoints: points, minCentipoints: points.nullable() }))
    .min(1),
  aggregation: aggregationSchema,
  thresholdCentipoints: points,
  tieBreaks: z.array(code).min(1),
  grant: z.strictObject({
    maxShareBasisPoints: basisPointsSchema,
    maxAmountCents: centsSchema.nullable(),
    minAmountCents: centsSchema.nullable(),
  }),
  budgetLineCents: centsSchema,
  partialFunding: z.boolean(),
})
export type RankingRules = z.infer<typeof rankingRulesSchema>

/* One application as it stands before the ranking: whether it was admitted, what the committee decided on it (null when
   it did not reach the committee), and what each evaluator gave it. Evaluators are opaque ids. */
const rankedApplicationSchema = z.strictObject({
  applicationId: idSchema<'Application'>(),
  code,
  title: z.string().min(1).max(300),
  admissible: z.boolean(),
  committee: z.enum(['CONFIRMED', 'REJECTED']).nullable(),
  eligibleCostCents: centsSchema,
  requestedGrantCents: centsSchema,
  arrivedAt: z.iso.datetime({ offset: true }),
  evaluations: z.array(z.strictObject({ evaluator: code, scores: z.array(scoreSchema) })),
})
export type RankedApplication = z.infer<typeof rankedApplicationSchema>

/** A ranking stands before the vote of the committee, as it goes to its sitting, or after it. */
export const rankingStageSchema = z.enum(['PROVISIONAL', 'DEFINITIVE'])
export type RankingStage = z.infer<typeof rankingStageSchema>

/** Everything that decides a ranking. `drawSeed` feeds the tie-break by draw: it is fixed before the scores are known. A
 * provisional one has every admitted application in it: the committee has decided on none. */
export const rankingInputSchema = z.strictObject({
  stage: rankingStageSchema,
  rules: rankingRulesSchema,
  drawSeed: z.string().min(1).max(200),
  applications: z.array(rankedApplicationSchema),
})
export type RankingInput = z.infer<typeof rankingInputSchema>

export const rankingOutcomeSchema = z.enum([
  'FUNDED',
  'PARTIALLY_FUNDED',
  'ADMITTED_NOT_FUNDED',
  'BELOW_THRESHOLD',
  'NOT_ADMITTED',
])
export type RankingOutcome = z.infer<typeof rankingOutcomeSchema>

/* One row of a ranking. `position` counts the applications above the threshold, null for the others; `tieBreak` names
   the rule that put it after the one before it with the same points; `entitledCents` is the grant that the rules give,
   `grantCents` what the budget line leaves of it. */
const rankingEntrySchema = z.strictObject({
  applicationId: idSchema<'Application'>(),
  position: z.int().min(1).nullable(),
  aggregate: fractionSchema.nullable(),
  byCriterion: z.array(z.strictObject({ criterionId: code, value: fractionSchema })),
  tieBreak: code.nullable(),
  outcome: rankingOutcomeSchema,
  entitledCents: centsSchema,
  grantCents: centsSchema,
})
export type RankingEntry = z.infer<typeof rankingEntrySchema>

/* The vote by which the committee approved a ranking: the meeting, and the people of the item on the ranking (art. 7); no people
   where the ranking follows from the votes on the projects, and was only noted. */
const rankingVoteSchema = z.strictObject({
  meetingId: idSchema<'Meeting'>(),
  provisionalSealHash: hash,
  present: points.nullable(),
  inFavour: points.nullable(),
  against: points.nullable(),
  abstained: points.nullable(),
})
export type RankingVote = z.infer<typeof rankingVoteSchema>

/* What took a ranking back before it was adopted: its hash, and the conflicts that were told by one and decided by another, under
   opaque ids (DPR 62/2013 art. 7). */
const reopeningSchema = z.strictObject({
  sealHash: hash,
  conflicts: z
    .array(z.strictObject({ applicationId: idSchema<'Application'>(), toldBy: code, decidedBy: code }))
    .min(1),
})
export type Reopening = z.infer<typeof reopeningSchema>

/** What the body does to an adopted ranking of its own: it annuls it as illegitimate, or mends a material error of it (L. 241/1990
 * art. 21-nonies). */
export const rankingCorrectionKindSchema = z.enum(['ANNULMENT', 'RECTIFICATION'])
export type RankingCorrectionKind = z.infer<typeof rankingCorrectionKindSchema>

/** The datum of one application that was wrong: that it was admitted, and so is no more, or the cost on which its grant is computed. */
const correctedDatumSchema = z.discriminatedUnion('datum', [
  z.strictObject({ datum: z.literal('ADMISSIBILITY'), applicationId: idSchema<'Application'>() }),
  z.strictObject({
    datum: z.literal('ELIGIBLE_COST'),
    applicationId: idSchema<'Application'>(),
    eligibleCostCents: centsSchema,
  }),
])
export type CorrectedDatum = z.infer<typeof correctedDatumSchema>

/** Which datum it is. */
export const correctedDatumNameSchema = z.enum(['ADMISSIBILITY', 'ELIGIBLE_COST'])

/* The adopted ranking in whose place one came, by its hash, and what alone was changed of it. */
const sealedCorrectionSchema = z.strictObject({
  sealHash: hash,
  kind: rankingCorrectionKindSchema,
  corrected: correctedDatumSchema,
})
export type SealedCorrection = z.infer<typeof sealedCorrectionSchema>

/** A ranking with all that decided it, in one file that anyone can recompute; `reopening` names the ranking in whose place it
 * came, null in the first; `correction` the adopted one that it corrects, null where it corrects none; `vote` names the vote on the
 * provisional one that it follows, null in a provisional one. */
export const rankingSealSchema = z.strictObject({
  formatVersion: z.literal(3),
  callId: idSchema<'Call'>(),
  configurationHash: hash,
  reopening: reopeningSchema.nullable(),
  correction: sealedCorrectionSchema.nullable(),
  vote: rankingVoteSchema.nullable(),
  input: rankingInputSchema,
  entries: z.array(rankingEntrySchema),
  sealHash: hash,
})
export type RankingSeal = z.infer<typeof rankingSealSchema>

/** What a ranking needs of a call's rules. */
export function rankingRules(rules: CallRules): RankingRules {
  const { criteria, aggregation, thresholdCentipoints, tieBreaks, partialFunding } = rules.evaluation
  const { maxShareBasisPoints, maxAmountCents, minAmountCents } = rules.grant
  return {
    criteria: criteria.map((one) => ({
      id: one.id,
      maxCentipoints: one.maxCentipoints,
      minCentipoints: one.minCentipoints,
    })),
    aggregation,
    thresholdCentipoints,
    tieBreaks,
    grant: { maxShareBasisPoints, maxAmountCents, minAmountCents },
    budgetLineCents: rules.budgetLineCents,
    partialFunding,
  }
}
