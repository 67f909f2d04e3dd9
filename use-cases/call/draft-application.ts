import type { Application } from '../../domain/call/application.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { ownLeadBody, publishedCall, requireOpen } from '../../procedures/call/application-access.ts'

/* Nobody writes so many: it bounds what a program can leave in the database. */
const MOST_DRAFTS = 50

/** Begins an application to an open call (art. 10): kept as a draft, whatever it still lacks. Throws NOT_ALLOWED,
 * NOT_FOUND, CALL_NOT_OPEN, APPLICATION_AFTER_CLOSING, INVALID_INPUT, TOO_MANY_DRAFTS. */
export const draftApplication: UseCase<
  { callId: string; content: Application },
  { id: string; version: number }
> = async (context, { callId, content }) => {
  const { stores, actor, now } = context
  if (!hasRole(actor, 'ALLIANCE_LEAD')) throw new BusinessError('NOT_ALLOWED')
  const call = await publishedCall(context, callId)
  requireOpen(call, now)
  const leadBodyId = await ownLeadBody(context, content)
  const drafts = await stores.applications.countDrafts(callId, leadBodyId)
  if (drafts >= MOST_DRAFTS) throw new BusinessError('TOO_MANY_DRAFTS', { limit: MOST_DRAFTS })
  const id = newId<ApplicationId>()
  await stores.applications.addDraft(
    { id, callId, leadBodyId, by: actor.personId, at: now },
    content,
    hashOf(content),
  )
  await context.record({
    cycleId: call.cycleId,
    action: 'draft-application',
    subjectId: id,
    facts: { callId },
  })
  return { id, version: 1 }
}
