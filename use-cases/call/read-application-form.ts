import { found } from '../../domain/shared/errors.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import { formHashNow } from '../../procedures/call/signed-form.ts'
import type { UseCase } from '../../procedures/context.ts'

type FormFile = { file: { content: StoredFile; fileName: string; mediaType: string } }

/** The form to sign of an application as it now is, for whoever may see the application: run behind the wall of conflicts (art. 5, 10);
 * null where nobody has asked for it since it was last written. Throws NOT_FOUND. */
export const readApplicationForm: UseCase<{ applicationId: string }, FormFile | null> = async (
  { stores, files },
  { applicationId },
) => {
  const application = found('APPLICATION', applicationId, await stores.applications.find(applicationId))
  const call = await stores.calls.get(application.callId)
  const now = await formHashNow({ stores }, { application, call })
  const form = (await stores.forms.of(applicationId)).find(({ contentSha256 }) => contentSha256 === now)
  if (form === undefined) return null
  const fileName = `domanda-${now.slice(0, 8)}.pdf`
  return { file: { content: await files.open(form.sha256), fileName, mediaType: 'application/pdf' } }
}
