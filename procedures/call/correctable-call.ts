import type { Call } from '../../db/call/call-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { hasRole } from '../context.ts'
import type { UseCaseContext } from '../context.ts'
import { publishedCall } from './application-access.ts'

/** A call that the process owner may correct: published, and not yet closed (L. 241/1990 art. 12). Held by who changes something. Throws
 * NOT_ALLOWED, NOT_FOUND, CORRECTION_TOO_LATE. */
export async function requireCorrectable(
  context: UseCaseContext,
  callId: string,
  lock?: 'update',
): Promise<Call> {
  if (!hasRole(context.actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  await publishedCall(context, callId)
  const call = await context.stores.calls.get(callId, lock)
  if (call.status !== 'PUBLISHED' || context.now >= call.closesAt)
    throw new BusinessError('CORRECTION_TOO_LATE', { closesAt: call.closesAt })
  return call
}
