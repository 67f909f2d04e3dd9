import { isDeepStrictEqual } from 'node:util'
import type { CheckResult } from '../../domain/call/declaration-sample.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

interface Command {
  applicationId: string
  result: CheckResult
  evidence: string
}

/** Records what the check of a drawn application's self-declarations has found and on which evidence, once and for good
 * (DPR 445/2000 art. 71). What follows from one that is not confirmed is the office's to decide: nothing changes by itself. The same again
 * is the same. Throws NOT_ALLOWED, NOT_FOUND for one that was not drawn, CHECK_RECORDED. */
export const recordDeclarationCheck: UseCase<Command, null> = async (
  context,
  { applicationId, result, evidence },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER') && !hasRole(actor, 'CASE_OFFICER'))
    throw new BusinessError('NOT_ALLOWED')
  const drawn = found('APPLICATION', applicationId, await stores.samples.find(applicationId))
  const by = actor.personId
  if (await stores.samples.check(applicationId, { result, evidence, by, at: now })) {
    const { cycleId } = await stores.calls.get(drawn.callId)
    await record({
      ...{ cycleId, action: 'check-declarations', subjectId: applicationId },
      facts: { result, evidence },
    })
    return null
  }
  const before = (await stores.samples.find(applicationId))?.check
  if (!isDeepStrictEqual({ ...before, at: now }, { result, evidence, by, at: now }))
    throw new BusinessError('CHECK_RECORDED')
  return null
}
