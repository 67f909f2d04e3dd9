import type { Application } from '../../domain/call/application.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { ownApplication, ownLeadBody, requireOpen } from '../../procedures/call/application-access.ts'

/** Replaces a draft's content while the call is open; the lead stays the same. Throws NOT_FOUND,
 * APPLICATION_ALREADY_SUBMITTED, APPLICATION_AFTER_CLOSING, INVALID_INPUT. */
export const saveApplicationDraft: UseCase<
  { applicationId: string; content: Application },
  { id: string }
> = async (context, { applicationId, content }) => {
  const { stores, now } = context
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
  const saved = await stores.applications.saveDraft(application.id, content, contentSha256)
  if (!saved) throw new BusinessError('APPLICATION_ALREADY_SUBMITTED')
  await context.record({
    cycleId: call.cycleId,
    action: 'save-application-draft',
    subjectId: application.id,
    facts: { contentSha256 },
  })
  return { id: application.id }
}
