import type { Call } from '../../db/call/call-store.ts'
import { fileOf } from '../../domain/call/call-draft.ts'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { configurationHash } from '../../domain/call/configuration.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { correctionProblems } from '../../domain/call/correction.ts'
import { callWindow } from '../../domain/call/window.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { draftVersion } from '../../procedures/call/call-draft.ts'
import { requireCorrectable } from '../../procedures/call/correctable-call.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { problemsInWords } from '../../words/call-problems.ts'
import { correctedDraft } from './load-correction-draft.ts'

/* The draft that was read: its version, and the hash of the call over which it was compared. */
interface ReadDraft {
  draftVersion: number
  replaces: string
}

interface Command {
  callId: string
  reason: string
  /** The whole configuration as it is to be, or the draft that was written. */
  corrected: { configuration: CallConfiguration } | ReadDraft
}

/** Proposes a new version of a published call, with its reason: it changes nothing until its act has effects (L. 241/1990 art. 12). What
 * touches whom the call is for, what it pays or how it judges needs a later closing. The same again is the same correction, until it is taken back. Throws
 * NOT_ALLOWED, NOT_FOUND, CORRECTION_TOO_LATE, CORRECTION_PENDING, CORRECTION_CHANGED, CALL_CONFIGURATION_INVALID. */
export const proposeCorrection: UseCase<Command, { correctionId: string }> = async (
  context,
  { callId, reason, corrected },
) => {
  const { stores, actor, now, record } = context
  const call = await requireCorrectable(context, callId, 'update')
  const { cycleId } = call
  const pending = await stores.corrections.pendingOf(callId)
  if (pending !== null && 'draftVersion' in corrected) throw new BusinessError('CORRECTION_PENDING')
  const { configuration, closesAt } = checked(call, await fileIn(context, call, corrected))
  const sha256 = configurationHash(configuration)
  const attempt = await stores.corrections.countWithdrawn(callId)
  const correctionId = derivedId<string>(
    'correction',
    ...[callId, call.configurationSha256, sha256, reason, String(attempt)],
  )
  if (pending === correctionId) return { correctionId }
  if (pending !== null) throw new BusinessError('CORRECTION_PENDING')
  const correction = {
    ...{ id: correctionId, callId, version: await stores.corrections.nextVersion(callId), reason },
    ...{ configuration, configurationSha256: sha256, closesAt },
    ...{ replaced: call.configuration, replacedSha256: call.configurationSha256 },
    proposedBy: actor.personId,
  }
  await stores.corrections.propose(correction, now)
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'CallCorrectionProposed', correlationKey: correctionId },
    variables: { cycleId, callCorrectionId: correctionId },
  })
  if ('draftVersion' in corrected) await stores.correctionDrafts.drop(callId)
  await record({
    ...{ cycleId, action: 'propose-correction', subjectId: callId },
    facts: { correctionId, reason, configurationSha256: sha256, closesAt },
  })
  return { correctionId }
}

/* What is brought, or what was written, as its reader has seen it: nothing that somebody saved since, over no other version of the call. */
async function fileIn(
  { stores }: UseCaseContext,
  call: Call,
  corrected: Command['corrected'],
): Promise<unknown> {
  if ('configuration' in corrected) return corrected.configuration
  const parts = await stores.correctionDrafts.parts(call.id)
  if (draftVersion(parts) !== corrected.draftVersion || call.configurationSha256 !== corrected.replaces)
    throw new BusinessError('CORRECTION_CHANGED')
  return fileOf(correctedDraft(call, parts))
}

/* The new version and its closing, once nothing speaks against it. */
function checked(call: Call, file: unknown): { configuration: CallConfiguration; closesAt: Date } {
  const read = readCallConfiguration(file)
  const problems = read.ok ? correctionProblems(call.configuration, read.value) : read.problems
  const window = read.ok ? callWindow(read.value.window.value) : null
  if (!read.ok || problems.length > 0 || window === null)
    throw new BusinessError('CALL_CONFIGURATION_INVALID', { problems: problemsInWords(problems, file) })
  return { configuration: read.value, closesAt: window.closesAt }
}
