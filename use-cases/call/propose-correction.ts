import type { Call } from '../../db/call/call-store.ts'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { configurationHash } from '../../domain/call/configuration.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { correctionProblems } from '../../domain/call/correction.ts'
import { callWindow } from '../../domain/call/window.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { problemsInWords } from '../../words/call-problems.ts'

interface Command {
  callId: string
  reason: string
  /** The whole configuration as it is to be. */
  configuration: CallConfiguration
}

/** Proposes a new version of a published call, with its reason: it changes nothing until its act has effects (L. 241/1990 art. 12). What
 * touches whom the call is for, what it pays or how it judges needs a later closing. The same again is the same correction. Throws
 * NOT_ALLOWED, NOT_FOUND, CORRECTION_TOO_LATE, CORRECTION_PENDING, CALL_CONFIGURATION_INVALID. */
export const proposeCorrection: UseCase<Command, { correctionId: string }> = async (
  context,
  { callId, reason, configuration },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  await publishedCall(context, callId)
  const call = await stores.calls.get(callId, 'update')
  const { closesAt, cycleId } = call
  if (call.status !== 'PUBLISHED' || now >= closesAt)
    throw new BusinessError('CORRECTION_TOO_LATE', { closesAt })
  const sha256 = configurationHash(configuration)
  const correctionId = derivedId<string>('correction', callId, call.configurationSha256, sha256, reason)
  const pending = await stores.corrections.pendingOf(callId)
  if (pending === correctionId) return { correctionId }
  if (pending !== null) throw new BusinessError('CORRECTION_PENDING')
  const correction = {
    ...{
      id: correctionId,
      callId,
      version: await stores.corrections.nextVersion(callId),
      reason,
      configuration,
    },
    ...{ configurationSha256: sha256, closesAt: checkedClosing(call, configuration) },
    ...{ replaced: call.configuration, replacedSha256: call.configurationSha256 },
    proposedBy: actor.personId,
  }
  await stores.corrections.propose(correction, now)
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'CallCorrectionProposed', correlationKey: correctionId },
    variables: { cycleId, callCorrectionId: correctionId },
  })
  await record({
    ...{ cycleId, action: 'propose-correction', subjectId: callId },
    facts: { correctionId, reason, configurationSha256: sha256, closesAt: correction.closesAt },
  })
  return { correctionId }
}

/* The closing of the new version, once nothing speaks against it. */
function checkedClosing(call: Call, configuration: CallConfiguration): Date {
  const read = readCallConfiguration(configuration)
  const problems = read.ok
    ? correctionProblems(call.configuration, configuration)
    : problemsInWords(read.problems, configuration)
  const window = callWindow(configuration.window.value)
  if (problems.length > 0 || window === null)
    throw new BusinessError('CALL_CONFIGURATION_INVALID', { problems })
  return window.closesAt
}
