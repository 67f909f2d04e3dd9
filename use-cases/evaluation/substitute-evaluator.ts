import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'
import { barredFrom, requireWithin } from '../../procedures/evaluation/may-act.ts'
import { askDeputy, deputyFor, withdrawSheet } from '../../procedures/evaluation/call-deputy.ts'

/** Calls the deputy of a seat in for one sheet, with its reason (art. 5): asked by the titular, or by the process owner.
 * Throws NOT_ALLOWED, WORK_ITEM_NOT_OPEN, SUBSTITUTION_NOT_POSSIBLE or NOT_FOUND, also of a sheet that a conflict closes:
 * another refusal would tell who evaluates. */
export const substituteEvaluator: UseCase<
  { scoringId: string; reason: string },
  { scoringId: string }
> = async (context, { scoringId, reason }) => {
  const { stores } = context
  const scoring = await allowedScoring(context, scoringId)
  const round = await stores.evaluation.lockRound(scoring.roundId)
  if (round?.status !== 'OPEN') throw new BusinessError('WORK_ITEM_NOT_OPEN')
  const deputy = await deputyFor(context, scoring)
  if ('reason' in deputy) throw new BusinessError('SUBSTITUTION_NOT_POSSIBLE', deputy)
  if (!(await withdrawSheet(context, scoring))) throw new BusinessError('WORK_ITEM_NOT_OPEN')
  const newScoringId = await askDeputy(context, round, { scoring, personId: deputy.personId, reason })
  if (newScoringId === null) {
    throw new BusinessError('SUBSTITUTION_NOT_POSSIBLE', {
      reason: 'il supplente valuta già questo progetto',
    })
  }
  const call = await stores.calls.get(scoring.callId)
  await context.record({
    cycleId: call.cycleId,
    action: 'substitute-evaluator',
    subjectId: scoring.id,
    facts: { newScoringId, reason },
  })
  return { scoringId: newScoringId }
}

async function allowedScoring(context: UseCaseContext, id: string): Promise<Scoring> {
  const { stores, actor } = context
  const scoring = await stores.evaluation.findScoring(id)
  const own = scoring?.personId === actor.personId
  if (!own && !hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  if (scoring === null || (!own && (await isKeptOut(context, scoring)))) throw notFound('SCORING', id)
  return scoring
}

async function isKeptOut(context: UseCaseContext, { id, applicationId }: Scoring): Promise<boolean> {
  const { stores, actor } = context
  await requireWithin(context, { matter: 'EVALUATION', subjectId: id })
  if (await stores.evaluation.isClosedTo(actor, applicationId)) return true
  return (await barredFrom(context, { matter: 'EVALUATION', subjectId: id }, [actor.personId])).size > 0
}
