import type { SubmittedApplication } from '../../db/call/application-store.ts'
import { askedAttachments } from '../../domain/call/admissibility.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { documentBase } from '../act/document-base.ts'

/** The view model of an application's receipt, as it was submitted, dated when it arrived (art. 10). */
export async function receiptDocument(
  context: StepContext,
  application: SubmittedApplication,
): Promise<DocumentViewModel<'submission-receipt'>> {
  const { stores } = context
  const { id, code, title, receiptNumber, arrivedAt, contentSha256, signedBy } = application
  const { cycleId, configuration, rules } = await stores.calls.get(application.callId)
  const signatory = signedBy === null ? null : await stores.network.findPerson(signedBy)
  const labels = new Map(askedAttachments(application.content, rules).map(({ kind, label }) => [kind, label]))
  return {
    ...(await documentBase(context, { cycleId, documentId: id, issuedAt: arrivedAt })),
    call: { code: configuration.code, title: configuration.title.value },
    application: { code, title },
    receiptNumber,
    arrivedAt: arrivedAt.toISOString(),
    signedBy: signatory?.displayName ?? null,
    partners: application.content.partners.map(({ bodyName, bodyTaxCode, role }) => ({
      ...{ name: bodyName, taxCode: bodyTaxCode, role },
    })),
    contentSha256,
    attachments: (await stores.attachments.of(id)).map(({ kind, fileName, sha256 }) => ({
      ...{ label: labels.get(kind) ?? kind, fileName, sha256 },
    })),
  }
}
