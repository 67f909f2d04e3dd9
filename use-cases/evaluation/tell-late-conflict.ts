import type { Call } from '../../db/call/call-store.ts'
import type { SubmittedApplication } from '../../db/call/application-store.ts'
import { excludedBy } from '../../domain/evaluation/may-act.ts'
import type { SoftReason } from '../../domain/evaluation/soft-reasons.ts'
import { BusinessError, found, notFound } from '../../domain/shared/errors.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { ApplicationId, CallId, PersonId } from '../../domain/shared/ids.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'
import { excludeLate } from '../../procedures/evaluation/exclude-late.ts'
import { isRankingAdopted } from '../../procedures/evaluation/is-ranking-adopted.ts'
import { requireMayAct, requireWithin } from '../../procedures/evaluation/may-act.ts'
import { putLateConflict } from '../../procedures/evaluation/put-late-conflict.ts'

interface ToldConflict {
  callId: string
  /** Id or code: whoever is kept from an application knows it by the code of the agenda. */
  application: string
  personId: string
  reason: SoftReason
  explanation: string
}

/** Tells a conflict that came out after the declarations: of oneself, whatever the function, or of anybody as process owner.
 * Until the act on the ranking is adopted somebody who is neither decides on it; afterwards it is a flag on the project that
 * changes no rank (art. 5; DPR 62/2013 art. 7). So it is already once the ranking is voted where one tells of oneself and had no part in
 * it: nobody holds up the act by that. Told of oneself it keeps the person out at once. Gives the id of what waits for
 * a decision, null for a flag. Throws NOT_ALLOWED, NOT_FOUND, CONFLICT_EXCLUDED. */
export const tellLateConflict: UseCase<ToldConflict, { lateConflictId: string | null }> = async (
  context,
  told,
) => {
  const { actor, now } = context
  const { call, application } = await allowed(context, told)
  const about = { ...told, applicationId: asId<ApplicationId>(application.id) }
  const settled = await settledBy(context, call, about)
  const lateConflictId =
    settled === null ? await put(context, call, about) : await flag(context, call, { ...about, settled })
  await context.record({
    cycleId: call.cycleId,
    action: 'tell-late-conflict',
    subjectId: application.id,
    facts: {
      personId: told.personId,
      toldBy: actor.personId,
      reason: told.reason,
      lateConflictId,
      at: now.toISOString(),
    },
  })
  return { lateConflictId }
}

/* The call's row is locked, so that a ranking is drawn up wholly before the conflict or wholly after it. */
async function allowed(
  context: UseCaseContext,
  told: ToldConflict,
): Promise<{ call: Call; application: SubmittedApplication }> {
  const { stores, actor } = context
  const ofOneself = told.personId === actor.personId
  if (!ofOneself && !hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const call = await stores.calls.find(told.callId, 'update')
  const submitted = call?.status === 'CLOSED' ? await stores.applications.submittedOf(call.id) : []
  const application = submitted.find(({ id, code }) => id === told.application || code === told.application)
  if (call === null || application === undefined) throw notFound('PROJECT', told.application)
  if (!ofOneself) await refuseTeller(context, application.id)
  found('PERSON', told.personId, await stores.network.findPerson(told.personId))
  return { call, application }
}

/* The process owner tells of anybody, but for what the owner is excluded from. */
async function refuseTeller(context: UseCaseContext, applicationId: string): Promise<void> {
  const decision = { matter: 'EVALUATION', subjectId: applicationId } as const
  await requireWithin(context, decision)
  if (await context.stores.evaluation.isClosedTo(context.actor, applicationId)) throw excludedBy()
  await requireMayAct(context, decision)
}

type Told = ToldConflict & { applicationId: ApplicationId }

const put = (context: UseCaseContext, call: Call, told: Told): Promise<string> =>
  putLateConflict(context, call.cycleId, {
    ...{ callId: asId<CallId>(call.id), applicationId: told.applicationId },
    ...{ personId: asId<PersonId>(told.personId), reason: told.reason, explanation: told.explanation },
    toldBy: asId<PersonId>(context.actor.personId),
  })

/* After what a conflict changes no rank any more; null where it may. */
async function settledBy(
  { stores, actor }: UseCaseContext,
  { id }: Call,
  { personId, applicationId }: Told,
): Promise<string | null> {
  if (await isRankingAdopted(stores, id)) return 'l’adozione della graduatoria'
  const voted = await stores.evaluation.votedRankingOf(id)
  if (voted === null || personId !== actor.personId) return null
  const weighs = await stores.evaluation.weighsOn(voted, { personId: asId(personId), applicationId })
  return weighs ? null : 'il voto sulla graduatoria'
}

async function flag(
  context: UseCaseContext,
  call: Call,
  { settled, ...told }: Told & { settled: string },
): Promise<null> {
  const when = `dopo ${settled}, che non cambia`
  await excludeLate(
    context,
    { ...told, callId: asId<CallId>(call.id), personId: asId<PersonId>(told.personId) },
    { basis: 'AFTER_RANKING', when, ownReason: `È emerso un conflitto di interesse ${when}.` },
  )
  return null
}
