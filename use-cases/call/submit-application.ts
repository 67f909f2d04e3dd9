import { receiptLetter } from '../../documents/call/receipt-letter.ts'
import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Attachment } from '../../db/call/attachment-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import { submissionProblems } from '../../domain/call/admissibility.ts'
import type { Application } from '../../domain/call/application.ts'
import { sharedVatNumber } from '../../domain/network/body-match.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { closeToTied } from '../../procedures/evaluation/close-to-tied.ts'
import { signatoryOf } from '../../procedures/network/signatory.ts'
import { ownApplicationInCall, requireOpen } from '../../procedures/call/application-access.ts'
import { mailReceipt } from '../../procedures/call/mail-receipt.ts'

/* What proves a submission: number, arrival, and the hash of content and attachments. */
interface SubmissionReceipt {
  applicationId: string
  code: string
  receiptNumber: string
  submittedAt: Date
  contentSha256: string
  attachments: { kind: string; sha256: string }[]
}

function receiptOf(application: ApplicationRecord, attachments: readonly Attachment[]): SubmissionReceipt {
  const { submittedAt, receiptNumber } = application
  if (submittedAt === null || receiptNumber === null)
    throw new Error(`no receipt for application ${application.id}`)
  return {
    applicationId: application.id,
    code: application.code,
    receiptNumber,
    submittedAt,
    contentSha256: application.contentSha256,
    attachments: attachments.map(({ kind, sha256 }) => ({ kind, sha256 })),
  }
}

function submissionHash(call: Call, content: Application, attachments: readonly Attachment[]): string {
  return hashOf({
    callId: call.id,
    configurationSha256: call.configurationSha256,
    application: content,
    attachments: attachments.map(({ kind, sha256 }) => ({ kind, sha256 })),
  })
}

/* Of itself the lead speaks; of its partners it says what it knows. */
async function allianceBodies(
  { stores, actor, now }: UseCaseContext,
  { partners }: Application,
): Promise<Map<string, BodyId>> {
  const told = partners.map((one) => ({
    source: one.role === 'LEAD' ? ('ITSELF' as const) : ('APPLICANT' as const),
    saidAt: now,
    saidBy: actor.personId,
    facts: {
      taxCode: one.bodyTaxCode,
      vatNumber: one.bodyVatNumber,
      name: one.bodyName,
      kind: one.bodyKind,
      size: one.size,
    },
  }))
  const found = await stores.network.tellOfBodies(told)
  const problems = partners.flatMap((one, index) => problemOf(one, found, index))
  if (problems.length > 0) throw new BusinessError('APPLICATION_INVALID', { problems })
  return new Map(partners.map((one, index) => [one.bodyTaxCode, found[index] as BodyId]))
}

function problemOf(
  { bodyTaxCode: code, bodyName: name }: Application['partners'][number],
  found: readonly (BodyId | 'AMBIGUOUS')[],
  index: number,
): Problem[] {
  const path = `partners[${index}].bodyTaxCode`
  if (found[index] === 'AMBIGUOUS') return [{ path, code: 'BODY_AMBIGUOUS', message: sharedVatNumber(code) }]
  if (found.indexOf(found[index] as BodyId) === index) return []
  const message = `${name} (${code}) è un ente che compare già fra i partner, con un altro suo codice.`
  return [{ path, code: 'REPEATED', message }]
}

async function submit(
  context: UseCaseContext,
  call: Call,
  { draft, signedBy }: { draft: ApplicationRecord; signedBy: string },
): Promise<SubmissionReceipt> {
  const { stores, actor, now } = context
  const problems = submissionProblems(draft.content, call.rules)
  if (problems.length > 0) throw new BusinessError('APPLICATION_INVALID', { problems })
  const cycle = await stores.cycles.find(call.cycleId)
  const attachments = await stores.attachments.of(draft.id)
  const bodies = await allianceBodies(context, draft.content)
  await stores.applications.submit(draft.id, {
    content: draft.content,
    contentSha256: submissionHash(call, draft.content, attachments),
    bodies,
    by: actor.personId,
    signedBy,
    at: now,
    receiptNumber: `${cycle?.code ?? call.cycleId}/${draft.code}`,
  })
  const submitted = await stores.applications.get(draft.id)
  const receipt = receiptOf(submitted, attachments)
  await mailReceipt(context, call.cycleId, receiptLetter(submitted))
  await stores.outbox.publishMessage({
    cycleId: call.cycleId,
    name: 'ApplicationSubmitted',
    correlationKey: draft.id,
    variables: { cycleId: call.cycleId, applicationId: draft.id },
  })
  await closeToTied(context, [...bodies.values()])
  await context.record({
    cycleId: call.cycleId,
    action: 'submit-application',
    subjectId: draft.id,
    facts: { receiptNumber: receipt.receiptNumber, contentSha256: receipt.contentSha256, signedBy },
  })
  return receipt
}

interface Submission {
  applicationId: string
  /** The person who signs it for the lead; whoever submits it, unless told. */
  signatory?: string | undefined
}

/** Submits an application before the call closes (art. 10), and begins its review; the call's row is held, so closing waits
 * for it. Again gives the same receipt. Throws NOT_FOUND, INVALID_INPUT (signatory), CALL_NOT_OPEN, APPLICATION_AFTER_CLOSING, APPLICATION_INVALID. */
export const submitApplication: UseCase<Submission, SubmissionReceipt> = async (
  context,
  { applicationId, signatory },
) => {
  const { application, call } = await ownApplicationInCall(context, applicationId)
  if (application.status !== 'DRAFT')
    return receiptOf(application, await context.stores.attachments.of(applicationId))
  requireOpen(call, context.now)
  const on = localDateOf(context.now)
  const signedBy = await signatoryOf(context, { bodyId: application.leadBodyId, on, named: signatory })
  return submit(context, call, { draft: application, signedBy })
}
