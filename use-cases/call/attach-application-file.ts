import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'
import { APPLICATION_FORMATS } from '../../domain/call/application.ts'
import { askedAttachments } from '../../domain/call/admissibility.ts'
import { SIGNED_FORM } from '../../domain/call/configuration.ts'
import { notFound } from '../../domain/shared/errors.ts'
import type { UseCase } from '../../procedures/context.ts'
import { ownApplication, requireDraft, requireOpen } from '../../procedures/call/application-access.ts'
import { requireSignedForm, voidSignedForm } from '../../procedures/call/signed-form.ts'
import { requireContent } from '../../procedures/file/uploaded-file.ts'

/* A file of an application, already in the document store and checked by content. */
interface ApplicationFile {
  applicationId: string
  kind: string
  file: UploadedFile
}
type Attached = { sha256: string; signature: 'NONE' | 'UNVERIFIED'; signedFormVoided: boolean }

/** Attaches a file to a draft under a kind that it is asked for; again replaces it, and keeps what was there. The signed form
 * must be what was generated; another file makes it void. Throws NOT_FOUND, FILE_TYPE_MISMATCH, SIGNED_FORM_REFUSED,
 * APPLICATION_ALREADY_SUBMITTED, DRAFT_DISCARDED, APPLICATION_AFTER_CLOSING. */
export const attachApplicationFile: UseCase<ApplicationFile, Attached> = async (
  context,
  { applicationId, kind, file },
) => {
  const { stores, now } = context
  const application = await ownApplication(context, applicationId)
  requireDraft(application)
  const call = await stores.calls.get(application.callId)
  requireOpen(call, now)
  if (!askedAttachments(application.content, call.rules).some((one) => one.kind === kind))
    throw notFound('ATTACHMENT', kind)
  requireContent(file, APPLICATION_FORMATS)
  if (kind === SIGNED_FORM) await requireSignedForm(context, { application, call }, file)
  const before = await stores.attachments.of(application.id)
  const { fileName, mediaType, sha256, sizeBytes, signature } = file
  await stores.documents.recordFile({ sha256, sizeBytes, at: now })
  await stores.attachments.put(application.id, {
    kind,
    fileName,
    mediaType,
    sha256,
    signature,
    uploadedAt: now,
    by: context.actor.personId,
  })
  const changes = kind !== SIGNED_FORM && !before.some((one) => one.kind === kind && one.sha256 === sha256)
  const signedFormVoided = changes && (await voidSignedForm(context, application.id))
  await context.record({
    cycleId: call.cycleId,
    action: 'attach-application-file',
    subjectId: application.id,
    facts: { kind, sha256, signedFormVoided },
  })
  return { sha256, signature, signedFormVoided }
}
