import type { CallPart } from '../../domain/call/call-draft.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { draftVersion } from '../../procedures/call/call-draft.ts'
import { requireCorrectable } from '../../procedures/call/correctable-call.ts'
import type { UseCase } from '../../procedures/context.ts'
import { savePart } from './save-call-draft.ts'
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
export const saveCorrectionPart: UseCase<Command, SavedPart> = async (context, { callId, ...written }) => {
  await requireCorrectable(context, callId, 'update')
  return savePart(context, context.stores.correctionDrafts, { of: callId, ...written })
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
