import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import { SIGNED_FORM } from '../../domain/call/configuration.ts'
import { formFault, formHash, writtenTo } from '../../domain/call/signed-form.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { StepContext, UseCaseContext } from '../context.ts'
import type { UploadedFile } from '../file/uploaded-file.ts'

interface InCall {
  application: Pick<ApplicationRecord, 'id' | 'content'>
  call: Pick<Call, 'id' | 'configurationSha256'>
}

/** The hash of what the form to sign of an application tells as it now is. */
export async function formHashNow(
  { stores }: Pick<StepContext, 'stores'>,
  { application, call }: InCall,
): Promise<string> {
  return formHash(writtenTo(call, application.content, await stores.attachments.of(application.id)))
}

/** Refuses a file that is not the generated form of the application as it now is, signed. Throws SIGNED_FORM_REFUSED. */
export async function requireSignedForm(
  context: UseCaseContext,
  inCall: InCall,
  file: UploadedFile,
): Promise<void> {
  const made = await context.stores.forms.of(inCall.application.id)
  const fault = formFault(file, { made, contentSha256: await formHashNow(context, inCall) })
  if (fault !== null) throw new BusinessError('SIGNED_FORM_REFUSED', { file: file.fileName, fault })
}

/** What was signed is no longer what is written: the signed form stops counting, and is kept among what was replaced. False where
 * there was none. */
export const voidSignedForm = ({ stores, actor, now }: UseCaseContext, id: string): Promise<boolean> =>
  stores.attachments.remove([id], SIGNED_FORM, { by: actor.personId, at: now })
