import type { WorkItem, WorkItemFile } from '../../db/cycle/work-item-store.ts'
import type { UseCase } from '../../procedures/context.ts'
import type { Task, TaskFile } from '../../tasks/task.ts'
import { taskOf } from '../../tasks/registry.ts'
import { ownWorkItem } from '../../procedures/cycle/work-item-access.ts'

export interface LoadedWorkItem {
  id: string
  element: string
  process: string
  title: string
  form: string
  role: Task['role']
  state: WorkItem['state']
  cycleId: string
  subjectId: string
  dueAt: Date | null
  data: Record<string, unknown>
  files: readonly (TaskFile & { uploaded: WorkItemFile | null })[]
}

/** An item with what its form shows, read as the person sees; run behind the wall. Throws NOT_FOUND. */
export const loadWorkItem: UseCase<{ id: string }, LoadedWorkItem> = async (context, { id }) => {
  const item = await ownWorkItem(context, id)
  const task = taskOf(item.element)
  const uploaded = await context.stores.workItems.files(id)
  return {
    id: item.id,
    element: item.element,
    process: task.process.id,
    title: task.title,
    form: task.form,
    role: task.role,
    state: item.state,
    cycleId: item.cycleId,
    subjectId: item.subjectId,
    dueAt: item.dueAt,
    data: item.state === 'OPEN' ? await task.load(context, item) : {},
    files: task.files.map((file) => ({
      ...file,
      uploaded: uploaded.find((have) => have.kind === file.kind) ?? null,
    })),
  }
}
