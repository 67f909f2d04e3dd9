import type { Call } from '../../db/call/call-store.ts'
import type { CallDraftPart } from '../../db/call/call-draft-store.ts'
import { draftOf, withItems } from '../../domain/call/call-draft.ts'
import type { Tree } from '../../domain/call/call-draft.ts'
import { correctionProblems } from '../../domain/call/correction.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { allCallItems, callFields } from '../../words/call-fields.ts'
import { checkedDraft } from './load-call-draft.ts'
import type { LoadedCallDraft } from './load-call-draft.ts'

export interface LoadedCorrectionDraft extends LoadedCallDraft {
  /** The call as it is in force: what the draft would replace. */
  call: Call
}

/** A correction of a published call that is being written: the call as it is, with the parts that somebody has saved in the place of its
 * own, and what is missing or wrong in that (L. 241/1990 art. 12). It can be read after the closing too. Throws NOT_ALLOWED, NOT_FOUND. */
export const loadCorrectionDraft: UseCase<{ callId: string }, LoadedCorrectionDraft> = async (
  context,
  { callId },
) => {
  if (!hasRole(context.actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const call = await publishedCall(context, callId)
  const parts = await context.stores.correctionDrafts.parts(callId)
  const written = { cycleId: call.cycleId, parts, draft: correctedDraft(call, parts) }
  const loaded = await checkedDraft(context, written, (configuration) =>
    correctionProblems(call.configuration, configuration),
  )
  return { ...loaded, call }
}

/** A call with what is saved of its correction. */
export const correctedDraft = ({ configuration }: Call, parts: readonly CallDraftPart[]): Tree =>
  parts.reduce(
    (draft, { part, content }) => withItems(draft, callFields[part].items, content),
    draftOf(allCallItems, configuration),
  )
