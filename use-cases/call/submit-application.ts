import { receiptLetter } from '../../documents/call/receipt-letter.ts'
import type { ApplicationRecord, SubmittedApplication } from '../../db/call/application-store.ts'
import type { Attachment } from '../../db/call/attachment-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import { submissionProblems } from '../../domain/call/admissibility.ts'
import { applicationSchema } from '../../domain/call/application.ts'
import type { Application } from '../../domain/call/application.ts'
import { submissionHash, writtenTo } from '../../domain/call/signed-form.ts'
import { sharedVatNumber } from '../../domain/network/body-match.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { closeToTied } from '../../procedures/evaluation/close-to-tied.ts'
import { signatoryOf } from '../../procedures/network/signatory.ts'
import { holdOpen, ownApplicationInCall, requireOpen } from '../../procedures/call/application-access.ts'
import { receiptAddress } from '../../procedures/call/mail-receipt.ts'

/* What proves a submission: number, arrival, and the hash of content and attachments. */
interface SubmissionReceipt {
  applicationId: string
  code: string
  receiptNumber: string
  arrivedAt: Date
  contentSha256: string
  attachments: { kind: string; sha256: string }[]
}

function receiptOf(
  { id, code, receiptNumber, arrivedAt, contentSha256 }: ApplicationRecord,
  attachments: readonly Attachment[],
): SubmissionReceipt {
  if (code === null || arrivedAt === null || receiptNumber === null)
    throw new Error(`no receipt for application ${id}`)
  return {
    ...{ applicationId: id, code, receiptNumber, arrivedAt, contentSha256 },
    attachments: attachments.map(({ kind, sha256 }) => ({ kind, sha256 })),
  }
}

/* The bodies of an alliance by the codes in its application, and those of which it says anything new. */
interface AllianceBodies {
  byCode: Map<string, BodyId>
  changed: BodyId[]
}

/* Of itself the lead speaks; of its partners it says what it knows. */
async function allianceBodies(
  { stores, actor, now }: UseCaseContext,
  { partners }: Application,
): Promise<AllianceBodies> {
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
      address: one.bodyAddress,
    },
  }))
  const { ids, changed } = await stores.network.tellOfBodies(told)
  const problems = partners.flatMap((one, index) => problemOf(one, ids, index))
  if (problems.length > 0) throw new BusinessError('APPLICATION_INVALID', { problems })
  return { byCode: new Map(partners.map((one, index) => [one.bodyTaxCode, ids[index] as BodyId])), changed }
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

interface Presented {
  draft: ApplicationRecord
  signedBy: string
  reviewedSha256: string | undefined
}

/* Nobody presents what was not shown: a colleague, or another tab, may have written in it since. */
function requirePresentable(
  { rules, ...call }: Call,
  { draft, reviewedSha256 }: Presented,
  attachments: readonly Attachment[],
): void {
  const now = submissionHash(writtenTo(call, draft.content, attachments))
  if ((reviewedSha256 ?? now) !== now) throw new BusinessError('APPLICATION_CHANGED')
  const problems = submissionProblems(draft.content, rules)
  if (problems.length > 0) throw new BusinessError('APPLICATION_INVALID', { problems })
}

async function submit(context: UseCaseContext, call: Call, presented: Presented): Promise<SubmissionReceipt> {
  const { stores } = context
  const { draft, signedBy } = presented
  const attachments = await stores.attachments.of(draft.id)
  requirePresentable(call, presented, attachments)
  const content = applicationSchema.parse(draft.content)
  const contentSha256 = submissionHash(writtenTo(call, content, attachments))
  const to = await receiptAddress(context)
  const bodies = await allianceBodies(context, content)
  await stores.applications.addParts(draft.id, content, bodies.byCode)
  const submitted = await enter(context, call, { ...draft, content, contentSha256, signedBy })
  await stores.outbox.publishMessage(
    {
      cycleId: call.cycleId,
      name: 'ApplicationSubmitted',
      correlationKey: draft.id,
      variables: { cycleId: call.cycleId, applicationId: draft.id },
    },
    { to: [to], ...receiptLetter(submitted), attachments: [] },
  )
  await closeToTied(context, bodies.changed)
  await context.record({
    cycleId: call.cycleId,
    action: 'submit-application',
    subjectId: draft.id,
    facts: {
      receiptNumber: submitted.receiptNumber,
      arrivedAt: submitted.arrivedAt,
      contentSha256,
      signedBy,
    },
  })
  return receiptOf(submitted, attachments)
}

/* Last, for from here on the call's row is held: who comes next waits for our commit and gets the number after ours. */
async function enter(
  context: UseCaseContext,
  call: Call,
  draft: ApplicationRecord<Application> & { signedBy: string },
): Promise<SubmittedApplication> {
  const { stores, actor, now: arrivedAt } = context
  const cycle = found('CYCLE', call.cycleId, await stores.cycles.find(call.cycleId))
  await holdOpen(context, call.id)
  await requireOnlyOne(context, call, draft)
  const code = await stores.applications.nextCode(call)
  const receipt = { code, receiptNumber: `${cycle.code}/${code}`, arrivedAt }
  const { contentSha256, signedBy } = draft
  await stores.applications.submit(draft.id, { ...receipt, contentSha256, signedBy, by: actor.personId })
  return { ...draft, ...receipt }
}

/* Where the call takes one application of a lead, under the call's lock: another that is presented comes first. */
async function requireOnlyOne(
  { stores }: UseCaseContext,
  { id, rules }: Call,
  { leadBodyId }: ApplicationRecord,
): Promise<void> {
  if (rules.partnership.severalPerLead) return
  const code = await stores.applications.presentedBy(id, leadBodyId)
  if (code !== null) throw new BusinessError('ONE_PER_LEAD', { code })
}

interface Submission {
  applicationId: string
  /** The person who signs it for the lead, unless the application tells; whoever submits it, unless either does. */
  signatory?: string | undefined
  /** The hash of what its lead has reviewed; left out where nobody reads it before. */
  reviewedSha256?: string | undefined
}

/** Submits an application before the call closes (art. 10), and begins its review. It is in time by its arrival; its code and
 * receipt number go in the order of the commits, under the call's lock, which closing waits for too. Again gives the same receipt. Throws NOT_FOUND, DRAFT_DISCARDED, INVALID_INPUT (signatory), CALL_NOT_OPEN, APPLICATION_AFTER_CLOSING, APPLICATION_INVALID, ONE_PER_LEAD, and
 * APPLICATION_CHANGED where it is not what its lead has reviewed: a colleague, or another tab, has written in it since. */
export const submitApplication: UseCase<Submission, SubmissionReceipt> = async (
  context,
  { applicationId, signatory, reviewedSha256 },
) => {
  const { application, call } = await ownApplicationInCall(context, applicationId)
  if (application.status === 'DISCARDED') throw new BusinessError('DRAFT_DISCARDED')
  if (application.status !== 'DRAFT')
    return receiptOf(application, await context.stores.attachments.of(applicationId))
  requireOpen(call, context.now)
  const on = localDateOf(context.now)
  const named = signatory ?? application.content.signatory?.personId ?? undefined
  const signedBy = await signatoryOf(context, { bodyId: application.leadBodyId, on, named })
  return submit(context, call, { draft: application, signedBy, reviewedSha256 })
}
