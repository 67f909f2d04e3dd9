import { discardedLetter } from '../../documents/call/partner-letters.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { ownApplicationInCall } from '../../procedures/call/application-access.ts'
import { mailConfirmers } from '../../procedures/call/mail-confirmers.ts'
import type { UseCase } from '../../procedures/context.ts'

interface Discarded {
  applicationId: string
  discardedAt: Date
}

/** Discards a draft, also once its call is closed: what was written and its files are gone, that it was there and who had confirmed stays,
 * and these are told. Again gives the same answer. Throws NOT_FOUND, APPLICATION_ALREADY_SUBMITTED. */
export const discardApplicationDraft: UseCase<{ applicationId: string }, Discarded> = async (
  context,
  { applicationId },
) => {
  const { stores, actor, now: at } = context
  const { application, call } = await ownApplicationInCall(context, applicationId)
  if (application.status === 'DISCARDED') return { applicationId, discardedAt: application.draftedAt }
  if (application.status !== 'DRAFT') throw new BusinessError('APPLICATION_ALREADY_SUBMITTED')
  const { cycleId } = call
  await mailConfirmers(context, { cycleId, applicationId }, discardedLetter(application, call))
  const { id, version, contentSha256 } = application
  await stores.applications.discardDraft({ id, version, by: actor.personId, at })
  await context.record({
    cycleId,
    action: 'discard-application-draft',
    subjectId: applicationId,
    facts: { contentSha256 },
  })
  return { applicationId, discardedAt: at }
}
