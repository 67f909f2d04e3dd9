import { isDeepStrictEqual } from 'node:util'
import type { Stores } from '../../db/stores.ts'
import type { CallPart, Tree } from '../../domain/call/call-draft.ts'
import { CALL_PARTS, draftOf, isTree } from '../../domain/call/call-draft.ts'
import { callConfigurationSchema } from '../../domain/call/configuration.ts'
import { MOST_DRAFT_BYTES, textBytes } from '../../domain/cycle/task-draft.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { parseWith } from '../../domain/shared/problem.ts'
import { callFields } from '../../words/call-fields.ts'
import { strangeIn } from '../../words/call-problems.ts'
import { draftChanged, draftVersion, newestPart } from '../../procedures/call/call-draft.ts'
import { workItemToDo } from '../../procedures/cycle/work-item-access.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'

export interface SavedPart {
  version: number
  savedAt: Date
}

/** Saves a part of a call over the version that was seen, whatever it still lacks; what no field of the part shows is left out.
 * Nobody's act, so in no chain. Throws NOT_FOUND, WORK_ITEM_NOT_OPEN, WORK_ITEM_TAKEN, DRAFT_TOO_LARGE, or DRAFT_CHANGED
 * with what somebody has saved meanwhile. */
export const saveCallDraftPart: UseCase<
  { id: string; part: CallPart; version: number; content: unknown },
  SavedPart
> = async (context, { id, ...written }) => {
  await callToPrepare(context, id)
  return savePart(context, context.stores.callDrafts, { of: id, ...written })
}

/** Puts the file of a call in the place of the whole draft, in the version that was seen: whatever is wrong in it is then told at its
 * field. Throws the same, and CALL_CONFIGURATION_INVALID for what no field could show. */
export const bringCallDraft: UseCase<{ id: string; version: number; file: unknown }, SavedPart> = async (
  context,
  { id, version: seen, file },
) => {
  const { stores, actor, now } = context
  await callToPrepare(context, id)
  requireShowable(file)
  const parts = await stores.callDrafts.parts(id)
  if (draftVersion(parts) !== seen) throw draftChanged(newestPart(parts))
  await stores.callDrafts.drop(id)
  const versions: (number | null)[] = []
  for (const part of CALL_PARTS) {
    const content = partContent(part, file)
    const saving = { content, by: actor.personId, at: now, seen: 0 }
    versions.push(await stores.callDrafts.save({ of: id, part }, saving))
  }
  return { version: versions.at(-1) ?? 0, savedAt: now }
}

async function callToPrepare(context: UseCaseContext, id: string): Promise<void> {
  const { item } = await workItemToDo(context, id)
  if (item.element !== 'Task_PrepareCall') throw notFound('WORK_ITEM', id)
}

/** Saves a part of a draft of either kind over the version that was seen; the same content again is the same. Throws DRAFT_TOO_LARGE, or
 * DRAFT_CHANGED with what somebody has saved meanwhile. */
export async function savePart(
  { actor, now }: UseCaseContext,
  drafts: Stores['callDrafts'],
  written: { of: string; part: CallPart; version: number; content: unknown },
): Promise<SavedPart> {
  const { of, part, version: seen } = written
  const content = partContent(part, written.content)
  if (textBytes(content) > MOST_DRAFT_BYTES) throw new BusinessError('DRAFT_TOO_LARGE')
  const version = await drafts.save({ of, part }, { content, by: actor.personId, at: now, seen })
  if (version !== null) return { version, savedAt: now }
  const current = (await drafts.parts(of)).find((one) => one.part === part)
  if (current === undefined || !isDeepStrictEqual(current.content, content)) throw draftChanged(current)
  return { version: current.version, savedAt: current.savedAt }
}

/* What is written of a part, as the database gives it back: what is empty has no place in it. */
const partContent = (part: CallPart, given: unknown): Tree =>
  JSON.parse(JSON.stringify(draftOf(callFields[part].items, given))) as Tree

function requireShowable(file: unknown): void {
  const read = parseWith(callConfigurationSchema, file)
  const strange = isTree(file) ? strangeIn(read.ok ? [] : read.problems, file) : [NO_CALL]
  if (strange.length === 0 && CALL_PARTS.every((part) => holdsNothing(partContent(part, file))))
    strange.push(NO_CALL)
  if (strange.length > 0) throw new BusinessError('CALL_CONFIGURATION_INVALID', { problems: strange })
}

/* What would only empty the draft is no call. */
const holdsNothing = (value: unknown): boolean =>
  typeof value === 'object' && (value === null || Object.values(value).every(holdsNothing))

const NO_CALL = {
  ...{ path: '', code: 'NO_CALL' },
  message: 'Il file non è di un avviso: scegli quello scaricato da qui, o da un altro avviso.',
}
