import { z } from 'zod'
import { id } from '../../domain/process/contract.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { taskOf, tasks } from '../../tasks/registry.ts'
import { decisionOf } from '../../tasks/task.ts'
import type { Task } from '../../tasks/task.ts'
import { defineWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* What any of them needs: which of it, the task says. */
const needed: Record<string, z.ZodType> = Object.fromEntries(
  tasks
    .flatMap(({ variables }) => Object.keys(variables.shape))
    .map((name) => [name, z.unknown().optional()]),
)

/* Runs as the start listener of every user task: the inbox has the task before any search could find it. */
export const openWorkItem = defineWorker({
  jobType: 'open-work-item',
  input: z.object({ ...needed, cycleId: id }),
  output: z.strictObject({}),
  async handle(asked, context) {
    const { stores, now, engineId, element } = context
    const task = taskOf(element.id)
    const variables = task.variables.parse(asked)
    const subjectId = String(variables[task.subject])
    const assigned = await task.assign?.(context, variables)
    await stores.workItems.open({
      id: derivedId('work-item', engineId, element.instanceKey),
      engineId,
      elementInstanceKey: element.instanceKey,
      processInstanceKey: element.processInstanceKey,
      element: task.element,
      cycleId: variables.cycleId,
      subjectId,
      role: task.role,
      chairToo: task.chairToo ?? false,
      ...{ personId: null, bodyId: null, applicationId: null, state: 'OPEN' },
      ...{ ofEvaluation: false, evaluatedCallId: null },
      decides: await decisionOf(task, context, variables),
      ...assigned,
      taken: await takenByOfficer(context, task, { ...variables, ...assigned }),
      variables,
      dueAt: (await task.dueAt?.(context, variables)) ?? null,
      openedAt: now,
    })
    await markReceived(context, task, variables)
    return {}
  },
})

/* An officer's task about an application or a project that has its officer is that person's from the beginning. */
async function takenByOfficer(
  { stores, now }: WorkerContext,
  { role }: Task,
  about: Record<string, unknown>,
): Promise<{ by: string; at: Date } | null> {
  if (role !== 'CASE_OFFICER') return null
  const { projectId, applicationId } = about
  const project = typeof projectId === 'string' ? await stores.projects.get(projectId) : null
  const ofApplication = typeof applicationId === 'string' ? { applicationId, projectId: null } : null
  const subject = project ? { applicationId: project.applicationId, projectId: project.id } : ofApplication
  const officer = subject && (await stores.officers.officerOf(subject))
  return officer && { by: officer.personId, at: now }
}

async function markReceived({ stores, now }: WorkerContext, task: Task, variables: Record<string, unknown>) {
  if (task.receives === null) return
  const { name, correlation } = task.receives
  const about = { [task.subject]: variables[task.subject] }
  await stores.outbox.markReceived(
    { name, correlationKey: String(variables[correlation]), variables: about },
    now,
  )
}
