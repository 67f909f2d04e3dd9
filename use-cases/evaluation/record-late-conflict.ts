import type { Call } from '../../db/call/call-store.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { excludedBy } from '../../domain/evaluation/may-act.ts'
import { SOFT_REASONS } from '../../domain/evaluation/soft-reasons.ts'
import type { SoftReason } from '../../domain/evaluation/soft-reasons.ts'
import { BusinessError, found, notFound } from '../../domain/shared/errors.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { ApplicationId, CallId, PersonId } from '../../domain/shared/ids.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'
import { aggregateApplications } from '../../procedures/evaluation/aggregate-applications.ts'
import { askDeputy, deputyFor, withdrawSheet } from '../../procedures/evaluation/call-deputy.ts'
import { requireMayAct } from '../../procedures/evaluation/may-act.ts'
import { completeScoringRound } from '../../procedures/evaluation/complete-scoring-round.ts'

interface LateConflict {
  callId: string
  applicationId: string
  personId: string
  reason: SoftReason
  explanation: string
}

/** A conflict that comes out after the declarations, told by the person or by the process owner, excludes the person. Until
 * the ranking is drawn up it voids the person's sheet, and calls the deputy in while the round is open; afterwards it is a
 * flag on the project that changes no rank (art. 5; DPR 62/2013 art. 7). Throws NOT_ALLOWED, NOT_FOUND, CONFLICT_EXCLUDED. */
export const recordLateConflict: UseCase<LateConflict, { voided: number }> = async (context, conflict) => {
  const call = await allowedCall(context, conflict)
  const { stores } = context
  const sheets = await stores.evaluation.scoringsOf(call.id)
  const own = sheets.filter(
    (one) => one.personId === conflict.personId && one.applicationId === conflict.applicationId,
  )
  const basis = (await stores.evaluation.rankingOf(call.id)) === null ? 'DECLARED' : 'AFTER_RANKING'
  await exclude(context, conflict, { basis, seatId: own[0]?.seatId ?? null })
  let voided = 0
  if (basis === 'DECLARED') {
    for (const scoring of own) if (await giveUp(context, scoring, conflict)) voided += 1
    await aggregateAgain(context, call, conflict.applicationId)
  }
  await context.record({
    cycleId: call.cycleId,
    action: 'record-late-conflict',
    subjectId: conflict.applicationId,
    facts: { personId: conflict.personId, reason: conflict.reason, basis, voided },
  })
  return { voided }
}

/* The call's row is locked, so that a ranking is drawn up wholly before the conflict or wholly after it. */
async function allowedCall(context: UseCaseContext, conflict: LateConflict): Promise<Call> {
  const { stores } = context
  await refuseTeller(context, conflict)
  const call = await stores.calls.find(conflict.callId, 'update')
  const submitted = call?.status === 'CLOSED' ? await stores.applications.submittedOf(call.id) : []
  if (call === null || !submitted.some(({ id }) => id === conflict.applicationId)) {
    throw notFound('PROJECT', conflict.applicationId)
  }
  found('PERSON', conflict.personId, await stores.network.findPerson(conflict.personId))
  return call
}

/* The person tells it of oneself, or the process owner of anybody, but for what the owner is excluded from. */
async function refuseTeller(context: UseCaseContext, conflict: LateConflict): Promise<void> {
  const { stores, actor } = context
  if (conflict.personId === actor.personId) return
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  if (await stores.evaluation.isClosedTo(actor, conflict.applicationId)) throw excludedBy()
  await requireMayAct(context, { matter: 'EVALUATION', subjectId: conflict.applicationId })
}

const OUT_AT = {
  DECLARED: 'durante la valutazione',
  AFTER_RANKING: 'dopo la redazione della graduatoria, che non cambia',
}

async function exclude(
  { stores, now }: UseCaseContext,
  conflict: LateConflict,
  { basis, seatId }: { basis: keyof typeof OUT_AT; seatId: Scoring['seatId'] },
): Promise<void> {
  const { label, article } = SOFT_REASONS[conflict.reason]
  const applicationId = asId<ApplicationId>(conflict.applicationId)
  await stores.evaluation.addExclusions([
    {
      callId: asId<CallId>(conflict.callId),
      applicationId,
      causeApplicationId: applicationId,
      personId: asId<PersonId>(conflict.personId),
      seatId,
      basis,
      source: 'DECLARED',
      path: [],
      fullReason: `conflitto emerso ${OUT_AT[basis]} (DPR 62/2013, ${article}): ${label}; ${conflict.explanation}`,
      ownReason: `È emerso un conflitto di interesse ${OUT_AT[basis]}.`,
      excludedAt: now,
    },
  ])
}

/* Handed in or not, the sheet counts no more; in an open round the deputy is asked for another. */
async function giveUp(context: UseCaseContext, scoring: Scoring, conflict: LateConflict): Promise<boolean> {
  const { stores } = context
  const round = await stores.evaluation.lockRound(scoring.roundId)
  const gone = (await withdrawSheet(context, scoring)) || (await stores.evaluation.voidScoring(scoring.id))
  if (!gone || round?.status !== 'OPEN') return gone
  const deputy = await deputyFor(context, scoring)
  if ('personId' in deputy) {
    const reason = `conflitto emerso: ${SOFT_REASONS[conflict.reason].label}`
    await askDeputy(context, round, { scoring, personId: deputy.personId, reason })
  }
  await completeScoringRound(stores, round)
  return gone
}

async function aggregateAgain({ stores }: UseCaseContext, call: Call, applicationId: string): Promise<void> {
  const done = await stores.evaluation.aggregatesOf(call.id)
  if (done.every((one) => one.applicationId !== applicationId)) return
  await aggregateApplications(stores, call, [applicationId])
}
