import { BusinessError } from '../../domain/shared/errors.ts'
import { parseWith } from '../../domain/shared/problem.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import type { Task } from '../../tasks/task.ts'
import { taskOf } from '../../tasks/registry.ts'
import { workItemToDo } from '../../procedures/cycle/work-item-access.ts'

/** Completes a person's task: files there, input right, item still open and nobody else's; decides in one transaction, tells
 * the engine after. The person's draft goes, in the version that was seen: one that another tab has saved since stays. */
export const completeWorkItem: UseCase<
  { id: string; input: unknown; draftSeen?: number },
  { id: string; completedAt: Date; draftStays: boolean }
> = async (context, command) => {
  const { item } = await workItemToDo(context, command.id)
  const task = taskOf(item.element)
  await requireFiles(context, task, item.id)
  const parsed = parseWith(task.input, command.input)
  if (!parsed.ok) throw new BusinessError('INVALID_INPUT', { problems: parsed.problems })
  const ended = await context.stores.workItems.complete(item.id, {
    personId: context.actor.personId,
    functionId: context.actor.functionId,
    at: context.now,
  })
  if (!ended) throw new BusinessError('WORK_ITEM_NOT_OPEN', {})
  const variables = task.output.parse(await task.complete(context, item, parsed.value))
  await context.stores.outbox.completeUserTask({
    cycleId: item.cycleId,
    elementInstanceKey: item.elementInstanceKey,
    processInstanceKey: item.processInstanceKey,
    variables,
  })
  await context.record({
    cycleId: item.cycleId,
    action: item.element,
    subjectId: item.subjectId,
    facts: { workItemId: item.id, input: parsed.value, variables },
  })
  return { id: item.id, completedAt: context.now, draftStays: await dropDraft(context, command) }
}

async function dropDraft(
  { stores, actor }: UseCaseContext,
  { id, draftSeen = 0 }: { id: string; draftSeen?: number },
): Promise<boolean> {
  const own = { workItemId: id, personId: actor.personId }
  await stores.taskDrafts.discard(own, draftSeen)
  return (await stores.taskDrafts.find(own)) !== null
}

async function requireFiles(context: UseCaseContext, task: Task, workItemId: string): Promise<void> {
  const uploaded = new Set((await context.stores.workItems.files(workItemId)).map((file) => file.kind))
  const missing = task.files.filter((file) => file.required && !uploaded.has(file.kind))
  if (missing.length === 0) return
  /* Each at the field of the task's page in which it is chosen. */
  const problems = missing.map(({ kind }) => ({
    ...{ path: `file-${kind}`, code: 'FILE_MISSING', message: 'Questo file manca: sceglilo.' },
  }))
  throw new BusinessError('FILE_MISSING', { files: missing.map(({ label }) => label).join(', '), problems })
}
