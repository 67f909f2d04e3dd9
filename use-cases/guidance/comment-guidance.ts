import { BusinessError } from '../../domain/shared/errors.ts'
import { formatInstant } from '../../domain/shared/terms.ts'
import { hasRole } from '../context.ts'
import type { UseCase } from '../context.ts'

export interface GuidanceCommentCommand {
  guidanceDocumentId: string
  bodyId: string
  text: string
}

/** A body of the network comments on the shared draft, within its term (art. 6). Throws NOT_ALLOWED, NOT_FOUND, COMMENTS_CLOSED. */
export const commentGuidance: UseCase<GuidanceCommentCommand, { commentId: string }> = async (
  { stores, now, actor, record },
  { guidanceDocumentId, bodyId, text },
) => {
  if (!hasRole(actor, 'NETWORK_MEMBER', bodyId)) throw new BusinessError('NOT_ALLOWED')
  const document = await stores.guidance.findForShare(guidanceDocumentId)
  if (document === null)
    throw new BusinessError('NOT_FOUND', { what: 'documento di indirizzo', id: guidanceDocumentId })
  if (document.status !== 'SHARED' || now > document.commentsDueAt)
    throw new BusinessError('COMMENTS_CLOSED', { closedAt: formatInstant(document.commentsDueAt) })
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
