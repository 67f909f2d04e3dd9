import type { Hold } from '../../domain/cycle/lifecycle.ts'
import type { TaskDraft } from '../../db/cycle/task-draft-store.ts'
import type { WorkItem, WorkItemFile } from '../../db/cycle/work-item-store.ts'
import { atOnce } from '../../domain/shared/at-once.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import type { Task, TaskFile } from '../../tasks/task.ts'
import { taskOf } from '../../tasks/registry.ts'
import { barredFrom } from '../../procedures/evaluation/may-act.ts'
import { ownHands, ownWorkItem, whoMayDo } from '../../procedures/cycle/work-item-access.ts'

export interface LoadedWorkItem {
  id: string
  element: string
  process: string
  title: string
  form: string
  desk: Task['desk'] | null
  role: Task['role']
  state: WorkItem['state']
  cycleId: string
  subjectId: string
  /** The application that it is about; null where it is about none, or several. */
  applicationId: string | null
  dueAt: Date | null
  hold: Hold
  /** False where it is asked of one person alone, who neither gives nor returns it (art. 5). */
  shared: boolean
  /** Who has taken it, and since when; also who may no longer do it, while nobody else has taken it. */
  taken: { name: string; at: Date } | null
  /** The article by which a conflict keeps the reader from deciding it, who is then shown nothing of its form; null where none does
   * (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013 art. 6, 7). */
  barred: string | null
  /** Who else may do it: to whom it may be given. */
  others: { personId: string; displayName: string }[]
  data: Record<string, unknown>
  /** What the person has typed and not sent. */
  draft: TaskDraft | null
  /** When it was completed, and by whom; null while it is open, and where a term or an event ended it. */
  completed: { at: Date; by: string } | null
  files: readonly (TaskFile & { uploaded: WorkItemFile | null })[]
}

/** Whose an item is, and whether its reader may decide it. */
export type ItemHands = Pick<LoadedWorkItem, 'state' | 'barred' | 'hold' | 'shared' | 'taken' | 'others'>

/** The same alone, without what its form shows. Throws NOT_FOUND. */
export const loadHands: UseCase<{ id: string }, ItemHands> = async (context, { id }) => {
  const item = await ownWorkItem(context, id)
  const { barred, hands } = await atOnce({ barred: barring(context, item), hands: handsOf(context, item) })
  return { state: item.state, barred, ...hands }
}

/** An item with what its form shows, read as the person sees; run behind the wall. Throws NOT_FOUND. */
export const loadWorkItem: UseCase<{ id: string }, LoadedWorkItem> = async (context, { id }) => {
  const item = await ownWorkItem(context, id)
  const task = taskOf(item.element)
  const { personId } = context.actor
  const barred = await barring(context, item)
  const works = item.state === 'OPEN' && barred === null
  const { hands, ...read } = await atOnce({
    hands: handsOf(context, item),
    data: works ? task.load(context, item) : {},
    draft: context.stores.taskDrafts.find({ workItemId: id, personId }),
    completed: item.state === 'COMPLETED' ? context.stores.workItems.completion(id) : null,
    files: barred === null ? filesOf(context, { id, files: task.files }) : [],
  })
  return {
    id: item.id,
    element: item.element,
    process: task.process.id,
    title: task.title,
    form: task.form,
    desk: task.desk ?? null,
    role: task.role,
    state: item.state,
    cycleId: item.cycleId,
    subjectId: item.subjectId,
    applicationId: item.applicationId,
    dueAt: item.dueAt,
    barred,
    ...hands,
    ...read,
  }
}

async function barring(context: UseCaseContext, { decides }: WorkItem): Promise<string | null> {
  const { personId } = context.actor
  return (await barredFrom(context, decides, [personId])).get(personId) ?? null
}

async function filesOf(
  { stores }: UseCaseContext,
  { id, files }: { id: string; files: readonly TaskFile[] },
) {
  const uploaded = await stores.workItems.files(id)
  return files.map((file) => ({ ...file, uploaded: uploaded.find(({ kind }) => kind === file.kind) ?? null }))
}

async function handsOf(
  context: UseCaseContext,
  item: WorkItem,
): Promise<Pick<LoadedWorkItem, 'hold' | 'shared' | 'taken' | 'others'>> {
  const { actor, stores } = context
  if (item.personId !== null) return { hold: 'MINE', shared: false, taken: null, others: [] }
  const people = item.state === 'OPEN' ? await whoMayDo(context, item) : []
  const others = people
    .filter(({ personId }) => personId !== actor.personId)
    .map(({ personId, displayName }) => ({ personId, displayName }))
  if (item.taken === null) return { hold: 'FREE', shared: true, taken: null, others }
  const { by, at } = item.taken
  const holder = (await stores.network.persons([by])).get(asId<PersonId>(by))
  const isOthers = others.some(({ personId }) => personId === by)
  return {
    shared: true,
    hold: ownHands(actor).includes(by) ? 'MINE' : isOthers ? 'OTHERS' : 'FREE',
    taken: { name: holder?.displayName ?? by, at },
    others,
  }
}
