import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { ApplicationDraft } from '../../domain/call/application.ts'
import { sharedVatNumber } from '../../domain/network/body-match.ts'
import { isOpen } from '../../domain/call/window.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { hasRole } from '../context.ts'
import type { UseCaseContext } from '../context.ts'

/** The call asked by somebody who may apply to it: published, whatever the hour. Throws NOT_FOUND. */
export async function publishedCall(context: UseCaseContext, callId: string): Promise<Call> {
  const call = await context.stores.calls.find(callId)
  if (call === null || call.status === 'DRAFT' || call.status === 'FROZEN') {
    throw notFound('CALL', callId)
  }
  return call
}

/** Refuses to change what is no draft any more. Throws DRAFT_DISCARDED, APPLICATION_ALREADY_SUBMITTED. */
export function requireDraft({ status }: Pick<ApplicationRecord, 'status'>): void {
  if (status === 'DISCARDED') throw new BusinessError('DRAFT_DISCARDED')
  if (status !== 'DRAFT') throw new BusinessError('APPLICATION_ALREADY_SUBMITTED')
}

type Late = 'APPLICATION_AFTER_CLOSING' | 'WITHDRAWAL_AFTER_CLOSING' | 'CONFIRMATION_AFTER_CLOSING'

/** Refuses what arrives outside the call's window; the arrival is the legal time when the request reached us, compared to
 * the millisecond. Throws CALL_NOT_OPEN or, after it, what `late` says. */
export function requireOpen(
  call: Pick<Call, 'status' | 'opensAt' | 'closesAt'>,
  arrivedAt: Date,
  late: Late = 'APPLICATION_AFTER_CLOSING',
): void {
  if (call.status === 'PUBLISHED' && isOpen(arrivedAt, call)) return
  if (arrivedAt < call.opensAt) throw new BusinessError('CALL_NOT_OPEN', { opensAt: call.opensAt })
  throw new BusinessError(late, {
    arrivedAt,
    closesAt: call.closesAt,
  })
}

/** The application, locked, if the actor acts for the body that leads it. Throws NOT_FOUND: others do not learn of it. */
export async function ownApplication(context: UseCaseContext, id: string): Promise<ApplicationRecord> {
  const application = await context.stores.applications.find(id, 'update')
  if (application === null || !hasRole(context.actor, 'ALLIANCE_LEAD', application.leadBodyId)) {
    throw notFound('APPLICATION', id)
  }
  return application
}

/** The application as `ownApplication`, with its call as it now is. Throws NOT_FOUND. */
export async function ownApplicationInCall(
  context: UseCaseContext,
  id: string,
): Promise<{ application: ApplicationRecord; call: Call }> {
  const application = await ownApplication(context, id)
  return { application, call: await publishedCall(context, application.callId) }
}

/** Holds the call's row until the commit, if it still takes what arrived now: the closing waits, and so does whoever comes
 * next. Call it last, when only short statements are left. Throws as `requireOpen`. */
export async function holdOpen({ stores, now }: UseCaseContext, callId: string, late?: Late): Promise<void> {
  requireOpen(await stores.calls.hold(callId), now, late)
}

/** The body that leads an application, which must be one for which the actor acts (art. 10). Throws INVALID_INPUT. */
export async function ownLeadBody(context: UseCaseContext, content: ApplicationDraft): Promise<string> {
  const [lead, ...others] = content.partners.filter((one) => one.role === 'LEAD')
  if (lead?.bodyTaxCode == null || others.length > 0) throw leadNotYours()
  const known = await context.stores.network.matchBody(lead.bodyTaxCode)
  if (known === 'AMBIGUOUS') throw leadRefused('BODY_AMBIGUOUS', sharedVatNumber(lead.bodyTaxCode))
  if (known === 'NEW' || !hasRole(context.actor, 'ALLIANCE_LEAD', known.id)) throw leadNotYours()
  return known.id
}

const leadNotYours = (): BusinessError =>
  leadRefused('LEAD_NOT_YOURS', 'Il capofila deve essere uno solo, ed essere l’ente per cui operi.')

function leadRefused(code: string, message: string): BusinessError {
  return new BusinessError('INVALID_INPUT', { problems: [{ path: 'partners', code, message }] })
}
