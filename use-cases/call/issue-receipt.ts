import { receiptDocument } from '../../documents/call/receipt-document.ts'
import type { LongUseCase } from '../../documents/outside.ts'
import { isSubmitted } from '../../db/call/application-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'

/** Makes the receipt of an application as a paper, when it is first asked for: from then on it is that file (art. 10). Asked for whoever
 * was let see the application. Throws RECEIPT_NOT_YET while it is a draft. */
export const issueReceipt: LongUseCase<{ applicationId: string }, null> = {
  async prepare(outside, { applicationId }) {
    const { cycleId, view } = await outside.read(async (context) => {
      const application = await context.stores.applications.get(applicationId)
      if (!isSubmitted(application)) throw new BusinessError('RECEIPT_NOT_YET')
      const call = await context.stores.calls.get(application.callId)
      return { cycleId: call.cycleId, view: await receiptDocument(context, application) }
    })
    const file = await outside.keep(await outside.render('submission-receipt', view))
    return async ({ stores, record }) => {
      if ((await stores.documents.latest('submission-receipt', applicationId)) !== null) return null
      await stores.documents.record({
        ...file,
        cycleId,
        applicationId,
        kind: 'submission-receipt',
        subjectId: applicationId,
        title: `Ricevuta di presentazione ${view.receiptNumber}`,
        fileName: `ricevuta-${view.application.code}.pdf`,
        mediaType: 'application/pdf',
        signature: 'NONE',
        createdAt: new Date(view.arrivedAt),
      })
      await record({
        ...{ cycleId, action: 'issue-receipt', subjectId: applicationId, facts: { sha256: file.sha256 } },
      })
      return null
    }
  },
}
