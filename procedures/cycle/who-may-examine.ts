import type { ActingPerson } from '../../db/network/function-store.ts'
import type { Viewer } from '../../db/platform/viewer.ts'
import type { OfficerSubject } from '../../db/cycle/officer-store.ts'
import type { Decision } from '../../domain/evaluation/may-act.ts'
import { notFound } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { hasRole } from '../context.ts'
import type { Actor, StepContext } from '../context.ts'
import { barredFrom } from '../evaluation/may-act.ts'

type Acting = StepContext & { actor: Actor }

/** Whom the actor may make the officer of an application or a project: officers of today whom no conflict keeps from the
 * application, also once its outcome is out (art. 5). Asked by the process owner, and of an application by who presides, where
 * it is not closed to them. Throws NOT_FOUND. */
export async function whoMayExamine(context: Acting, subject: OfficerSubject): Promise<ActingPerson[]> {
  return seeing(context, subject, (await unbarred(context, subject)).officers)
}

/* The officers of today whom no conflict keeps from it, and whether one keeps the actor. */
async function unbarred(context: Acting, subject: OfficerSubject) {
  const { stores, actor, now } = context
  const officers = await stores.network.actingIn(
    { role: 'CASE_OFFICER', bodyId: null, chairToo: false, subjectId: decisionOn(subject).subjectId },
    localDateOf(now),
  )
  const barred = await barredFrom(
    context,
    decisionOn(subject),
    [actor, ...officers].map(({ personId }) => personId),
  )
  return {
    officers: officers.filter(({ personId }) => !barred.has(personId)),
    barsActor: barred.has(actor.personId),
  }
}

/* Of these, those who see the application, as the actor must, too. */
async function seeing(
  { stores, actor }: Acting,
  { applicationId }: OfficerSubject,
  officers: readonly ActingPerson[],
): Promise<ActingPerson[]> {
  const found = await stores.evaluation.seenBy<Viewer>([actor, ...officers], applicationId)
  if (!found.includes(actor)) throw notFound('APPLICATION', applicationId)
  return officers.filter((one) => found.includes(one))
}

const decisionOn = ({ applicationId, projectId }: OfficerSubject): Decision =>
  projectId === null
    ? { matter: 'EVALUATION', subjectId: applicationId }
    : { matter: 'PROJECT', subjectId: projectId }

/** True for the process owner, and of an application for who presides. */
export async function assignsOfficers(
  { stores, actor }: Acting,
  { projectId }: Pick<OfficerSubject, 'projectId'>,
): Promise<boolean> {
  return (
    hasRole(actor, 'PROCESS_OWNER') || (projectId === null && (await stores.network.presides(actor.seatId)))
  )
}

/** The same for who shows them; null for who assigns none, or is barred from it. */
export async function offeredOfficers(
  context: Acting,
  subject: OfficerSubject,
): Promise<ActingPerson[] | null> {
  if (!(await assignsOfficers(context, subject))) return null
  const { officers, barsActor } = await unbarred(context, subject)
  return barsActor ? null : seeing(context, subject, officers)
}
