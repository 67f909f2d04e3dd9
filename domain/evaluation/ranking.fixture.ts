import { derivedId } from '../shared/ids.ts'
import { centsSchema } from '../shared/money.ts'
import { rankingInputSchema } from './ranking-input.ts'
import type { RankedApplication, RankingInput, RankingRules } from './ranking-input.ts'

/** Rules of a small ranking for tests: two criteria of 50 points, threshold 60, grants up to 70 % and 50,000 €. */
export const testRankingRules: RankingRules = {
  criteria: [
    { id: 'EFFICACIA', maxCentipoints: 5000, minCentipoints: null },
    { id: 'COSTI', maxCentipoints: 5000, minCentipoints: null },
  ],
  aggregation: 'MEAN',
  thresholdCentipoints: 6000,
  tieBreaks: ['EFFICACIA', 'COFINANCING_SHARE', 'ARRIVAL'],
  grant: {
    maxShareBasisPoints: 7000,
    maxAmountCents: centsSchema.parse(5_000_000),
    minAmountCents: null,
  },
  budgetLineCents: centsSchema.parse(10_000_000),
  partialFunding: true,
}

/** An application of that ranking: `points` holds each evaluator's centipoints for the two criteria. */
export function rankedApplication(
  name: string,
  points: readonly (readonly [efficacy: number, costs: number])[],
  change: Partial<RankedApplication> = {},
): RankedApplication {
  return {
    applicationId: derivedId('application', name),
    code: 'A1-001',
    title: name,
    admissible: true,
    committee: 'CONFIRMED',
    eligibleCostCents: centsSchema.parse(6_000_000),
    requestedGrantCents: centsSchema.parse(4_200_000),
    arrivedAt: '2026-04-10T10:00:00.000Z',
    evaluations: points.map(([efficacy, costs], index) => ({
      evaluator: `evaluator-${index}`,
      scores: [
        { criterionId: 'EFFICACIA', centipoints: efficacy },
        { criterionId: 'COSTI', centipoints: costs },
      ],
    })),
    ...change,
  }
}

/** The whole input, read by its schema: of a definitive ranking. */
export function rankingInput(
  applications: RankedApplication[],
  rules: Partial<RankingRules> = {},
): RankingInput {
  return rankingInputSchema.parse({
    stage: 'DEFINITIVE',
    rules: { ...testRankingRules, ...rules },
    drawSeed: 'seed',
    applications,
  })
}
