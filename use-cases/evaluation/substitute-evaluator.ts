import type { Scoring, ScoringRound } from '../../db/scoring-store.ts'
import { blockedPairs } from '../../domain/evaluation/possible-evaluators.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { PersonId, ScoringId } from '../../domain/shared/ids.ts'
import type { UseCase, UseCaseContext } from '../context.ts'
import { hasRole } from '../context.ts'

/** Calls the deputy of a seat in for one sheet, with its reason (art. 5): asked by the titular, or by the process owner.
 * Throws NOT_ALLOWED, NOT_FOUND, CONFLICT_EXCLUDED, WORK_ITEM_NOT_OPEN or SUBSTITUTION_NOT_POSSIBLE. */
export const substituteEvaluator: UseCase<
  { scoringId: string; reason: string },
  { scoringId: string }
> = async (context, { scoringId, reason }) => {
  const { stores, now } = context
  const scoring = await allowedScoring(context, scoringId)
  const round = await stores.evaluation.lockRound(scoring.roundId)
  if (round?.status !== 'OPEN') throw new BusinessError('WORK_ITEM_NOT_OPEN')
  const personId = await deputyFor(context, scoring)
  const withdrawn = await stores.evaluation.withdrawScoring(scoring.id)
  if (!withdrawn) throw new BusinessError('WORK_ITEM_NOT_OPEN')
  await stores.workItems.endAllFor('Task_ScoreApplication', [scoring.id], { state: 'WITHDRAWN', at: now })
  await stores.outbox.publishMessage({ name: 'ScoringWithdrawn', correlationKey: scoring.id, variables: {} })
  const newScoringId = await requestFromDeputy(context, round, { scoring, personId, reason })
  const call = await stores.calls.get(scoring.callId)
  await context.record({
    cycleId: call.cycleId,
    action: 'substitute-evaluator',
    subjectId: scoring.id,
    facts: { newScoringId, reason },
  })
  return { scoringId: newScoringId }
}

async function allowedScoring({ stores, actor }: UseCaseContext, id: string): Promise<Scoring> {
  const scoring = await stores.evaluation.findScoring(id)
  const own = scoring?.personId === actor.personId
  if (!own && !hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  if (scoring === null) throw new BusinessError('NOT_FOUND', { what: 'scheda di valutazione', id })
  const exclusions = await stores.evaluation.exclusionsOf(scoring.callId)
  const closed = exclusions.some(
    (one) => one.personId === actor.personId && one.applicationId === scoring.applicationId,
  )
  if (closed && !own) throw new BusinessError('CONFLICT_EXCLUDED')
  return scoring
}

async function deputyFor({ stores }: UseCaseContext, scoring: Scoring): Promise<PersonId> {
  const facts = await stores.evaluation.panelFacts(scoring.callId)
  const holders = facts.seats.find((seat) => seat.id === scoring.seatId)?.holders ?? []
  const isTitular = holders.some((one) => one.role === 'TITULAR' && one.personId === scoring.personId)
  const deputy = holders.find((one) => one.role === 'DEPUTY')
  if (!isTitular || deputy === undefined) {
    throw new BusinessError('SUBSTITUTION_NOT_POSSIBLE', { reason: 'solo un titolare ha un supplente' })
  }
  const out = blockedPairs(facts).some(
    (one) => one.personId === deputy.personId && one.applicationId === scoring.applicationId,
  )
  if (out) {
    const reason = 'il supplente è escluso, non ha dichiarato o ha già rinunciato a questa scheda'
    throw new BusinessError('SUBSTITUTION_NOT_POSSIBLE', { reason })
  }
  return deputy.personId
}

async function requestFromDeputy(
  { stores, now }: UseCaseContext,
  round: ScoringRound,
  { scoring, personId, reason }: { scoring: Scoring; personId: PersonId; reason: string },
): Promise<ScoringId> {
  const id = derivedId<ScoringId>('scoring', round.id, scoring.applicationId, personId)
  const requested = await stores.evaluation.requestScoring({
    id,
    roundId: round.id,
    callId: scoring.callId,
    applicationId: scoring.applicationId,
    seatId: scoring.seatId,
    personId,
    replacesId: scoring.id,
    substitutionReason: reason,
    requestedAt: now,
  })
  if (!requested)
    throw new BusinessError('SUBSTITUTION_NOT_POSSIBLE', {
      reason: 'il supplente valuta già questo progetto',
    })
  await stores.outbox.publishMessage({
    name: 'ScoringRequested',
    correlationKey: round.id,
    variables: { scoringId: id },
  })
  return id
}
