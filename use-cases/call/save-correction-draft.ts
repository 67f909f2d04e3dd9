import { isDeepStrictEqual } from 'node:util'
import type { CallPart } from '../../domain/call/call-draft.ts'
import { MOST_DRAFT_BYTES, textBytes } from '../../domain/cycle/task-draft.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { draftChanged, draftVersion } from '../../procedures/call/call-draft.ts'
import { requireCorrectable } from '../../procedures/call/correctable-call.ts'
import type { UseCase } from '../../procedures/context.ts'
import { partContent } from './save-call-draft.ts'
import type { SavedPart } from './save-call-draft.ts'

interface Command {
  callId: string
  part: CallPart
  version: number
  content: unknown
}

/** Saves a part of a correction over the version that was seen, whatever it still lacks. Nobody's act, so in no chain: it changes
 * nothing of the call. Throws NOT_ALLOWED, NOT_FOUND, CORRECTION_TOO_LATE, DRAFT_TOO_LARGE, or DRAFT_CHANGED with what somebody has
 * saved meanwhile. */
export const saveCorrectionPart: UseCase<Command, SavedPart> = async (
  context,
  { callId, part, version: seen, content: given },
) => {
  const { stores, actor, now } = context
  await requireCorrectable(context, callId, 'update')
  const content = partContent(part, given)
  if (textBytes(content) > MOST_DRAFT_BYTES) throw new BusinessError('DRAFT_TOO_LARGE')
  const saving = { content, by: actor.personId, at: now, seen }
  const version = await stores.correctionDrafts.save({ of: callId, part }, saving)
  if (version !== null) return { version, savedAt: now }
  const current = (await stores.correctionDrafts.parts(callId)).find((one) => one.part === part)
  if (current === undefined || !isDeepStrictEqual(current.content, content)) throw draftChanged(current)
  return { version: current.version, savedAt: current.savedAt }
}

/** Drops a correction that is being written, in the version that was seen: the call stays as it is. Throws NOT_ALLOWED, NOT_FOUND,
 * CORRECTION_TOO_LATE, or CORRECTION_CHANGED where somebody has saved another part since. */
export const discardCorrectionDraft: UseCase<{ callId: string; version: number }, null> = async (
  context,
  { callId, version },
) => {
  const { stores } = context
  await requireCorrectable(context, callId, 'update')
  const parts = await stores.correctionDrafts.parts(callId)
  if (parts.length > 0 && draftVersion(parts) !== version) throw new BusinessError('CORRECTION_CHANGED')
  await stores.correctionDrafts.drop(callId)
  return null
}
