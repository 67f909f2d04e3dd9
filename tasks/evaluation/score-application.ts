import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import type { WorkItemState } from '../../domain/cycle/lifecycle.ts'
import type { Stores } from '../../db/stores.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { blockedPairs } from '../../domain/evaluation/possible-evaluators.ts'
import { checkScoreSheet } from '../../domain/evaluation/scoring.ts'
import type { ScoreSheet } from '../../domain/evaluation/scoring.ts'
import { excludedBy } from '../../domain/evaluation/may-act.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatEuro, formatInstant, formatPoints } from '../../words/formats.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { completeScoringRound } from '../../procedures/evaluation/complete-scoring-round.ts'

const points = z
  .number('Indica i punti.')
  .min(0, 'I punti non possono essere negativi.')
  .max(10_000)
  .refine(
    (value) => Number.isInteger(Math.round(value * 1e6) / 1e4),
    'I punti hanno al massimo due decimali.',
  )

const score = z.strictObject({
  criterionId: z.string().max(40),
  points,
  reason: plainText({ max: 4000, multiline: true }),
})

/** One evaluator's sheet for one application: points for each criterion of the frozen configuration, in the call's step,
 * each with its reason (art. 6). Refuses who is excluded (CONFLICT_EXCLUDED) or did not declare (CONFLICT_NOT_DECLARED). */
export const scoreApplication = defineTask({
  element: 'Task_ScoreApplication',
  process: applicationReview,
  title: 'Valuta il progetto',
  form: 'score-application',
  role: 'COMMITTEE_MEMBER',
  subject: 'scoringId',
  decides: 'EVALUATION',
  needs: ['scoringDueAt'],
  receives: 'ScoringRequested',
  dueAt: (_context, { scoringDueAt }) => new Date(scoringDueAt),
  async assign({ stores }, { scoringId }) {
    const { personId, applicationId, status } = await scoringOf(stores, scoringId)
    return { personId, applicationId, ofEvaluation: true, state: stateOfItem(status) }
  },
  input: z.strictObject({ scores: z.array(score).max(100) }),

  async load({ stores }, item) {
    const scoring = await scoringOf(stores, item.subjectId)
    const application = await stores.applications.find(scoring.applicationId)
    if (application === null) throw excludedBy()
    const call = await stores.calls.get(scoring.callId)
    const { evaluation } = call.rules
    return {
      code: application.code,
      title: application.title,
      totalCost: formatEuro(application.totalCostCents),
      requested: formatEuro(application.requestedCents),
      dueAt: item.dueAt && formatInstant(item.dueAt),
      step: formatPoints(evaluation.stepCentipoints),
      scores: evaluation.criteria.map((one) => ({
        criterionId: one.id,
        criterion: `${one.label} (massimo ${formatPoints(one.maxCentipoints)} punti)`,
        points: null,
        reason: '',
      })),
    }
  },

  async complete(context, item, { scores }) {
    const { stores, now } = context
    const scoring = await scoringOf(stores, item.subjectId)
    const round = await stores.evaluation.lockRound(scoring.roundId)
    if (round === null) throw new Error(`no scoring round ${scoring.roundId}`)
    await refuseBlocked(context, scoring)
    const { rules } = await stores.calls.get(scoring.callId)
    const sheet = checkedSheet(scores, rules.evaluation)
    const scored = round.status === 'OPEN' && (await stores.evaluation.markScored(scoring.id, now))
    if (!scored) throw new BusinessError('WORK_ITEM_NOT_OPEN')
    await stores.evaluation.addScores(sheet.scores.map((one) => ({ scoringId: scoring.id, ...one })))
    await completeScoringRound(stores, round)
    return {}
  },
})

/* A sheet that was taken back or ran out before its listener came was never somebody's to do. */
const stateOfItem = (status: Scoring['status']): WorkItemState =>
  status === 'REQUESTED' ? 'OPEN' : status === 'EXPIRED' ? 'EXPIRED' : 'WITHDRAWN'

async function scoringOf(stores: Stores, id: string): Promise<Scoring> {
  const scoring = await stores.evaluation.findScoring(id)
  if (scoring === null) throw excludedBy()
  return scoring
}

/* A conflict found after the sheet was asked still keeps the evaluator out. */
async function refuseBlocked(
  { stores, now }: StepContext,
  { callId, applicationId, personId }: Scoring,
): Promise<void> {
  const facts = await stores.evaluation.panelFacts(callId, localDateOf(now))
  const declared = facts.declarations.some((one) => one.personId === personId && one.status === 'DECLARED')
  if (!declared) throw new BusinessError('CONFLICT_NOT_DECLARED')
  if (facts.readers.includes(personId)) throw new BusinessError('SHEETS_READ')
  const blocked = blockedPairs({ ...facts, seats: [], sheets: [] })
  if (blocked.some((one) => one.personId === personId && one.applicationId === applicationId)) {
    throw excludedBy()
  }
}

function checkedSheet(scores: readonly z.output<typeof score>[], rules: CallRules['evaluation']): ScoreSheet {
  const sheet = {
    scores: scores.map((one) => ({
      criterionId: one.criterionId,
      centipoints: Math.round(one.points * 100),
      reason: one.reason,
    })),
  }
  const problems = checkScoreSheet(sheet, rules)
  if (problems.length > 0) throw new BusinessError('SCORE_INVALID', { problems })
  return sheet
}
