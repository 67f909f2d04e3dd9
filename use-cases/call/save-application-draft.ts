import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Application } from '../../domain/call/application.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { ownApplication, ownLeadBody, requireOpen } from '../../procedures/call/application-access.ts'

/** Replaces a draft's content while the call is open, if it is still as it was read; the lead stays the same. Throws
 * NOT_FOUND, APPLICATION_ALREADY_SUBMITTED, APPLICATION_AFTER_CLOSING, INVALID_INPUT, DRAFT_CHANGED with what it is now. */
export const saveApplicationDraft: UseCase<
  { applicationId: string; content: Application; version: number },
  { id: string; version: number }
> = async (context, { applicationId, content, version }) => {
  const { stores, actor, now } = context
  const application = await ownApplication(context, applicationId)
  if (application.status !== 'DRAFT') throw new BusinessError('APPLICATION_ALREADY_SUBMITTED')
  const call = await stores.calls.get(application.callId)
  requireOpen(call, now)
  if ((await ownLeadBody(context, content)) !== application.leadBodyId) {
    const message = 'Il capofila di una bozza non cambia: per un altro capofila serve un’altra domanda.'
    throw new BusinessError('INVALID_INPUT', {
      problems: [{ path: 'partners', code: 'LEAD_CHANGED', message }],
    })
  }
  const contentSha256 = hashOf(content)
  if (application.contentSha256 === contentSha256) return { id: application.id, version: application.version }
  const writing = { id: application.id, version, by: actor.personId, at: now }
  if (!(await stores.applications.saveDraft(writing, content, contentSha256)))
    throw await changed(context, application)
  await context.record({
    cycleId: call.cycleId,
    action: 'save-application-draft',
    subjectId: application.id,
    facts: { contentSha256 },
  })
  return { id: application.id, version: version + 1 }
}

/* By a colleague of the same body, or in another tab: both contents are told. */
async function changed({ stores }: UseCaseContext, application: ApplicationRecord): Promise<BusinessError> {
  const { version, content, draftedAt: savedAt } = application
  const by = (await stores.network.findPerson(application.submittedBy))?.displayName
  return new BusinessError('DRAFT_CHANGED', { by, savedAt, current: { version, savedAt, by, content } })
}
