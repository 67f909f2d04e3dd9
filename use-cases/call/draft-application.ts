import { EMPTY_DRAFT, withParts } from '../../domain/call/application.ts'
import type { ApplicationDraft, DraftParts } from '../../domain/call/application.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { ownLeadBody, publishedCall, requireOpen } from '../../procedures/call/application-access.ts'

/* Nobody writes so many: it bounds what a program can leave in the database. */
const MOST_DRAFTS = 50

/** Begins an application to an open call (art. 10), led by the body for which the actor acts: kept as a draft, whatever it still
 * lacks. Throws NOT_ALLOWED, NOT_FOUND, CALL_NOT_OPEN, APPLICATION_AFTER_CLOSING, INVALID_INPUT, TOO_MANY_DRAFTS. */
export const draftApplication: UseCase<
  { callId: string; content: DraftParts },
  { id: string; version: number }
> = async (context, { callId, content: given }) => {
  const { stores, actor, now } = context
  if (!hasRole(actor, 'ALLIANCE_LEAD')) throw new BusinessError('NOT_ALLOWED')
  const call = await publishedCall(context, callId)
  requireOpen(call, now)
  const content = await begun(context, given)
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

/* Where no partner is told, the lead is there, as the register knows it. */
async function begun({ stores, actor }: UseCaseContext, given: DraftParts): Promise<ApplicationDraft> {
  const content = withParts(EMPTY_DRAFT, given)
  const body = actor.bodyId === null ? null : await stores.network.findBody(actor.bodyId)
  if (body === null || content.partners.length > 0) return content
  const lead = {
    ...{ bodyTaxCode: body.taxCode, bodyVatNumber: body.vatNumber, bodyName: body.name, bodyKind: body.kind },
    bodyAddress: body.address,
    ...{ role: 'LEAD' as const, size: body.kind === 'ENTERPRISE' ? body.size : null, contribution: null },
  }
  return { ...content, partners: [lead] }
}
