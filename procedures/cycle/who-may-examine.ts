import type { ActingPerson } from '../../db/network/function-store.ts'
import type { OfficerSubject } from '../../db/cycle/officer-store.ts'
import { BusinessError, found, notFound } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { hasRole } from '../context.ts'
import type { Actor, StepContext } from '../context.ts'

type Acting = StepContext & { actor: Actor }

/** Whom the actor may make the officer of an application or a project: officers of today whom no conflict keeps from the
 * application, also once its outcome is out (art. 5). Asked by the process owner, and of an application by who presides, where
 * it is not closed to them. Throws NOT_FOUND, CONFLICT_EXCLUDED. */
export async function whoMayExamine(
  context: Acting,
  { applicationId }: OfficerSubject,
): Promise<ActingPerson[]> {
  const { stores, actor, now } = context
  const { callId } = found('APPLICATION', applicationId, await stores.applications.find(applicationId))
  const kept = await stores.evaluation.keptFrom(callId)
  const excluded = new Set<string>(
    kept.filter((one) => one.applicationId === applicationId).map(({ personId }) => personId),
  )
  const officers = await stores.network.actingIn(
    { role: 'CASE_OFFICER', bodyId: null, chairToo: false },
    localDateOf(now),
  )
  const fit: ActingPerson[] = []
  for (const one of officers.filter(({ personId }) => !excluded.has(personId)))
    if (!(await stores.evaluation.isClosedTo(one, applicationId))) fit.push(one)
  /* Asked last: whoever reads goes on as the actor. */
  if (await stores.evaluation.isClosedTo(actor, applicationId))
    throw excluded.has(actor.personId)
      ? new BusinessError('CONFLICT_EXCLUDED')
      : notFound('APPLICATION', applicationId)
  return fit
}

/** True for the process owner, and of an application for who presides. */
export async function assignsOfficers(
  { stores, actor }: Acting,
  { projectId }: Pick<OfficerSubject, 'projectId'>,
): Promise<boolean> {
  return (
    hasRole(actor, 'PROCESS_OWNER') || (projectId === null && (await stores.network.presides(actor.seatId)))
  )
}

/** The same for who shows them; null for who assigns none. */
export async function offeredOfficers(
  context: Acting,
  subject: OfficerSubject,
): Promise<ActingPerson[] | null> {
  return (await assignsOfficers(context, subject)) ? whoMayExamine(context, subject) : null
}
