import { discardedLetter } from '../../documents/call/partner-letters.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { ownApplicationInCall } from '../../procedures/call/application-access.ts'
import { mailConfirmers } from '../../procedures/call/mail-confirmers.ts'
import type { UseCase } from '../../procedures/context.ts'

interface Discarding {
  applicationId: string
  /** The hash of the content that its lead has seen; left out where nobody reads it before. */
  readSha256?: string | undefined
}

interface Discarded {
  applicationId: string
  discardedAt: Date
}

/** Discards a draft, also once its call is closed: what was written and its files are gone, that it was there and who had confirmed stays,
 * and these are told. Again gives the same answer. Throws NOT_FOUND, APPLICATION_ALREADY_SUBMITTED, and APPLICATION_CHANGED where a colleague
 * has written what its lead has not seen. */
export const discardApplicationDraft: UseCase<Discarding, Discarded> = async (
  context,
  { applicationId, readSha256 },
) => {
  const { stores, actor, now: at } = context
  const { application, call } = await ownApplicationInCall(context, applicationId)
  if (application.status === 'DISCARDED') return { applicationId, discardedAt: application.draftedAt }
  if (application.status !== 'DRAFT') throw new BusinessError('APPLICATION_ALREADY_SUBMITTED')
  if ((readSha256 ?? application.contentSha256) !== application.contentSha256)
    throw new BusinessError('APPLICATION_CHANGED')
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
