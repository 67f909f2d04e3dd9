import { applicationFormDocument } from '../../documents/call/application-form-document.ts'
import type { LongUseCase } from '../../documents/outside.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { formHashNow } from '../../procedures/call/signed-form.ts'

/** Makes the form to sign of an application as it now is, when it is first asked for: of the same content it is the same file from then on
 * (art. 10). Asked for whoever was let see the application. Throws DRAFT_DISCARDED. */
export const makeApplicationForm: LongUseCase<{ applicationId: string }, null> = {
  async prepare(outside, { applicationId }) {
    const { cycleId, contentSha256, view } = await outside.read(async (context) => {
      const application = await context.stores.applications.get(applicationId)
      const call = await context.stores.calls.get(application.callId)
      const hash = await formHashNow(context, { application, call })
      const told = await applicationFormDocument(context, application, hash)
      return { cycleId: call.cycleId, contentSha256: hash, view: told }
    })
    const { sha256, sizeBytes } = await outside.keep(await outside.render('application-form', view))
    return async ({ stores, record, now: at }) => {
      const { status } = await stores.applications.get(applicationId, 'update')
      if (status === 'DISCARDED') throw new BusinessError('DRAFT_DISCARDED')
      await stores.documents.recordFile({ sha256, sizeBytes, at })
      if (!(await stores.forms.keep(applicationId, { contentSha256, sha256, at }))) return null
      const facts = { contentSha256, sha256 }
      await record({ cycleId, action: 'make-application-form', subjectId: applicationId, facts })
      return null
    }
  },
}
