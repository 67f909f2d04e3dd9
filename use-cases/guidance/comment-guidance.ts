import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { Stores } from '../../db/stores.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

interface GuidanceCommentCommand {
  guidanceDocumentId: string
  bodyId: string
  text: string
}

/** How many comments a body may send on a version: each must get its answer (art. 6). */
export const COMMENTS_PER_BODY = 20

/** A body of the network comments on the shared draft, within its term (art. 6); the same text again is the same comment.
 * Throws NOT_ALLOWED, NOT_FOUND, COMMENTS_CLOSED, TOO_MANY_COMMENTS. */
export const commentGuidance: UseCase<GuidanceCommentCommand, { commentId: string }> = async (
  { stores, now, actor, record },
  { guidanceDocumentId, bodyId, text },
) => {
  if (!hasRole(actor, 'NETWORK_MEMBER', bodyId)) throw new BusinessError('NOT_ALLOWED')
  const document = found(
    'GUIDANCE_DOCUMENT',
    guidanceDocumentId,
    await stores.guidance.findForShare(guidanceDocumentId),
  )
  if (document.status !== 'SHARED' || now > document.commentsDueAt)
    throw new BusinessError('COMMENTS_CLOSED', { closedAt: document.commentsDueAt })
  await refuseTooMany(stores, { guidanceDocumentId, bodyId, text })
  const commentId = await stores.guidance.addComment({
    guidanceDocumentId,
    bodyId,
    personId: actor.personId,
    text,
    at: now,
  })
  await record({
    cycleId: document.cycleId,
    action: 'comment-guidance',
    subjectId: guidanceDocumentId,
    facts: { commentId, bodyId, text },
  })
  return { commentId }
}

async function refuseTooMany(stores: Stores, { guidanceDocumentId, bodyId, text }: GuidanceCommentCommand) {
  const comments = await stores.guidance.comments(guidanceDocumentId)
  const own = comments.filter((one) => one.bodyId === bodyId)
  if (own.length < COMMENTS_PER_BODY || own.some((one) => one.text === text)) return
  throw new BusinessError('TOO_MANY_COMMENTS', { limit: COMMENTS_PER_BODY })
}
