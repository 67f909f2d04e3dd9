import type { Communication } from '../../db/evaluation/communication-store.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { hasRole } from '../context.ts'
import type { Actor, UseCaseContext } from '../context.ts'

/** The offices that record what became of what is written to leads: who conducts the examination, and who answers for it (art. 8; L.
 * 241/1990 art. 6). */
export const RECORDING_OFFICES = ['PROCESS_OWNER', 'CASE_OFFICER'] as const

/** Throws NOT_ALLOWED for anybody else. */
export function requireRecorder(actor: Actor): void {
  if (!RECORDING_OFFICES.some((role) => hasRole(actor, role))) throw new BusinessError('NOT_ALLOWED')
}

/** A communication whose delivery an office records, held until the commit. Throws NOT_ALLOWED, NOT_FOUND. */
export async function communicationToRecord(
  { stores, actor }: UseCaseContext,
  { applicationId, communicationId }: { applicationId: string; communicationId: string },
): Promise<Communication> {
  requireRecorder(actor)
  return found(
    'COMMUNICATION',
    communicationId,
    await stores.communications.hold(communicationId, applicationId),
  )
}
