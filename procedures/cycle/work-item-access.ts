import { mayEvaluate } from '../../domain/evaluation/expert.ts'
import { excludedBy } from '../../domain/evaluation/may-act.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { ActingPerson } from '../../db/network/function-store.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { hasRole } from '../context.ts'
import type { Actor, StepContext, UseCaseContext } from '../context.ts'
import { barredFrom, requireMayAct } from '../evaluation/may-act.ts'

type Acting = StepContext & { actor: Actor }

interface ItemToDo {
  item: WorkItem
  people: readonly ActingPerson[]
}

/** The item, if it is the actor's to do: named to the person, in a function in which one evaluates; to the role acted
 * in (for that body); or to the chair's seat too.
 * Throws NOT_FOUND. */
export async function ownWorkItem(context: Acting, id: string): Promise<WorkItem> {
  return requireOwn(context, id, await context.stores.workItems.find(id))
}

/** The same to work on, held until the commit, with everybody who may do it: open, not closed to the actor by a conflict (art. 5),
 * and nobody else's. Throws NOT_FOUND, WORK_ITEM_NOT_OPEN, CONFLICT_EXCLUDED, or WORK_ITEM_TAKEN with who has it. */
export async function workItemToDo(context: UseCaseContext, id: string): Promise<ItemToDo> {
  const { stores, actor } = context
  const item = requireOpen(await requireOwn(context, id, await stores.workItems.hold(id)))
  await requireMayAct(context, item.decides)
  if (item.personId !== null) return { item, people: [] }
  const people = await whoMayDo(context, item)
  if (!people.some(({ personId }) => personId === actor.personId)) throw excludedBy()
  /* Who has left the function, or is kept from it, has the task no more: nobody waits for them. */
  const holder = people.find(({ personId }) => personId === item.taken?.by)
  if (holder !== undefined && !ownHands(actor).includes(holder.personId))
    throw new BusinessError('WORK_ITEM_TAKEN', { name: holder.displayName, since: item.taken?.at })
  return { item, people }
}

/** An item that several may do, to take, give or return. Throws WORK_ITEM_NOT_OPEN, WORK_ITEM_PERSONAL. */
export function requireShared(item: WorkItem): WorkItem {
  if (requireOpen(item).personId !== null) throw new BusinessError('WORK_ITEM_PERSONAL')
  return item
}

function requireOpen(item: WorkItem): WorkItem {
  if (item.state !== 'OPEN') throw new BusinessError('WORK_ITEM_NOT_OPEN', { state: item.state })
  return item
}

/** Everybody who may do an item today: who holds its function (for that body, or for its application alone), the chair where it is the chair's too, nobody
 * to whom the wall closes it (art. 5), nor whom a tie bars from what is decided with it (L. 241/1990 art. 6-bis). None for
 * what is asked of one person. */
export async function whoMayDo(context: Acting, item: WorkItem): Promise<ActingPerson[]> {
  if (item.personId !== null) return []
  const { stores, now } = context
  const people = await stores.network.actingIn(
    { ...item, subjectId: item.decides?.subjectId ?? null },
    localDateOf(now),
  )
  const seeing = await stores.workItems.seenBy(item, people)
  const barred = await barredFrom(
    context,
    item.decides,
    seeing.map(({ personId }) => personId),
  )
  return seeing.filter(({ personId }) => !barred.has(personId))
}

/** Whose tasks are the actor's: the own, and those of the person in whose place the actor acts. */
export const ownHands = ({ personId, standsFor }: Actor): readonly string[] =>
  standsFor === null ? [personId] : [personId, standsFor.personId]

async function requireOwn(context: Acting, id: string, item: WorkItem | null): Promise<WorkItem> {
  if (item === null || !(await mayDo(context, item))) throw notFound('WORK_ITEM', id)
  return item
}

async function mayDo({ stores, actor }: Acting, item: WorkItem): Promise<boolean> {
  if (item.personId !== null) return item.personId === actor.personId && mayEvaluate(actor.role)
  const holdsRole = hasRole(actor, item.role, item.bodyId ?? undefined)
  return holdsRole || (item.chairToo && (await stores.network.presides(actor.seatId)))
}
