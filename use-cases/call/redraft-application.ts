import type { ApplicationRecord } from '../../db/call/application-store.ts'
import { redraftedLetter } from '../../documents/call/partner-letters.ts'
import { askedAttachments } from '../../domain/call/admissibility.ts'
import { SIGNED_FORM } from '../../domain/call/configuration.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { ownApplicationInCall, requireOpen } from '../../procedures/call/application-access.ts'
import { mailConfirmers } from '../../procedures/call/mail-confirmers.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { draftApplication } from './draft-application.ts'

interface Command {
  applicationId: string
  /** Where partners confirm. */
  link: string
}

/** Begins a new application from what a withdrawn one held, while the call is open (art. 10): its content and the files that the call asks
 * for now. The signed form and the partners' confirmations were of the other: it is signed and they confirm anew, and are told.
 * Throws NOT_FOUND, MOVE_NOT_POSSIBLE of what is not withdrawn, APPLICATION_AFTER_CLOSING, TOO_MANY_DRAFTS. */
export const redraftApplication: UseCase<Command, { id: string; version: number }> = async (
  context,
  { applicationId, link },
) => {
  const { application, call } = await ownApplicationInCall(context, applicationId)
  requireOpen(call, context.now)
  if (application.status !== 'WITHDRAWN') throw new BusinessError('MOVE_NOT_POSSIBLE')
  const { content } = application
  const begun = await draftApplication(context, { callId: call.id, content })
  await copyFiles(context, { from: application, to: begun.id, rules: call.rules })
  const { cycleId } = call
  await mailConfirmers(context, { cycleId, applicationId }, redraftedLetter(application, { call, link }))
  await context.record({
    cycleId,
    action: 'redraft-application',
    subjectId: begun.id,
    facts: { from: applicationId },
  })
  return begun
}

async function copyFiles(
  { stores, actor, now: uploadedAt }: UseCaseContext,
  { from, to, rules }: { from: ApplicationRecord; to: string; rules: CallRules },
): Promise<void> {
  const asked = new Set(askedAttachments(from.content, rules).map(({ kind }) => kind))
  for (const file of await stores.attachments.of(from.id))
    if (file.kind !== SIGNED_FORM && asked.has(file.kind))
      await stores.attachments.put(to, { ...file, uploadedAt, by: actor.personId })
}
