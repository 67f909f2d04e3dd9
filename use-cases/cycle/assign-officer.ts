import { z } from 'zod'
import type { OfficerSubject } from '../../db/cycle/officer-store.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { assignsOfficers, whoMayExamine } from '../../procedures/cycle/who-may-examine.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'

/** To whom, and why. */
export const assignOfficerSchema = z.strictObject({
  personId: z.string('Scegli un istruttore.').max(40),
  reason: plainText({ max: 1000 }),
})

/** Of what: an application, or a project. */
type Assigned = ({ applicationId: string } | { projectId: string }) & z.output<typeof assignOfficerSchema>

/** Makes an officer responsible for an application or a project, or somebody else in that officer's place: its open tasks that
 * nobody else has taken, and those to come, are that person's first (L. 241/1990 art. 5). Throws NOT_ALLOWED, NOT_FOUND,
 * CONFLICT_EXCLUDED, INVALID_INPUT for who is no officer today or is kept from it (art. 5). */
export const assignOfficer: UseCase<Assigned, { personId: string; tasks: number }> = async (
  context,
  command,
) => {
  const { stores, actor, now, record } = context
  const { cycleId, ...subject } = await subjectOf(context, command)
  if (!(await assignsOfficers(context, subject))) throw new BusinessError('NOT_ALLOWED')
  const { personId: to, reason } = command
  const fit = await whoMayExamine(context, subject)
  if (!fit.some(({ personId }) => personId === to))
    refuseInput(
      'personId',
      'NOT_POSSIBLE',
      'Questa persona non può istruire la pratica: oggi non è istruttore, o un conflitto di interesse la tiene fuori (art. 5). Scegli dall’elenco.',
    )
  const before = await stores.officers.officerOf(subject)
  await stores.officers.assignOfficer(subject, { to, by: actor.personId, at: now })
  const from = before?.personId ?? null
  const tasks = await stores.officers.handOver(subject, { from, to, at: now })
  await record({
    ...{ cycleId, action: 'assign-officer', subjectId: subject.projectId ?? subject.applicationId },
    facts: { to, from, reason, tasks },
  })
  return { personId: to, tasks: tasks.length }
}

async function subjectOf(
  { stores }: UseCaseContext,
  asked: { applicationId: string } | { projectId: string },
): Promise<OfficerSubject & { cycleId: string }> {
  const project =
    'projectId' in asked
      ? found('PROJECT', asked.projectId, await stores.projects.find(asked.projectId))
      : null
  const applicationId = 'applicationId' in asked ? asked.applicationId : (project?.applicationId ?? '')
  const { id } = found('APPLICATION', applicationId, await stores.applications.find(applicationId))
  /* One change at a time, so that each knows whose tasks it hands over. */
  const { callId } = await stores.applications.get(id, 'update')
  const { cycleId } = await stores.calls.get(callId)
  return { applicationId: id, projectId: project?.id ?? null, cycleId }
}
