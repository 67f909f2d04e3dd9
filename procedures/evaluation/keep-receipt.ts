import type { Call } from '../../db/call/call-store.ts'
import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { Communication, PecReceipt } from '../../db/evaluation/communication-store.ts'
import type { LeadRequest } from '../../db/evaluation/lead-request-store.ts'
import { movedTerm, settledBy } from '../../domain/evaluation/delivery.ts'
import type { ReceiptEffect } from '../../domain/evaluation/delivery.ts'
import { waitEnds } from '../../domain/evaluation/lead-request.ts'
import { newId } from '../../domain/shared/ids.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { leadAddresses } from '../call/lead-addresses.ts'
import type { UseCaseContext } from '../context.ts'
import { beginAnswerTerm, tellSettled, termRules } from './begin-answer-term.ts'
import { recountSuspension } from './recount-suspension.ts'

const taskOf = ({ kind }: LeadRequest) =>
  kind === 'CUT_GRANT' ? 'Task_AcceptCutGrant' : 'Task_AnswerRequest'

/** What the letter with a moved term tells. */
export interface MovedTerm {
  application: Pick<SubmittedApplication, 'code' | 'title'>
  request: LeadRequest
  deliveredAt: Date
  dueAt: Date
}
type Letter = (facts: MovedTerm) => { subject: string; text: string }

interface NewReceipt {
  communication: Communication
  receipt: Pick<PecReceipt, 'kind' | 'source' | 'at' | 'provider' | 'identifier' | 'reason'>
  letter: Letter
}
interface Settling {
  context: UseCaseContext
  call: Call
  request: LeadRequest
  letter: Letter
}

/** Keeps a receipt of a communication, and does what follows where it is now the one that counts (DPR 68/2005 art. 6, 8). Null where the
 * provider's same receipt is there already. */
export async function keepReceipt(
  context: UseCaseContext,
  { communication, receipt, letter }: NewReceipt,
): Promise<{ receiptId: string; cycleId: string; effect: ReceiptEffect } | null> {
  const { stores, actor, now } = context
  const { id: communicationId, applicationId, requestId } = communication
  const { callId } = await stores.applications.get(applicationId)
  const call = await stores.calls.get(callId, 'update')
  const before = (await stores.communications.receiptsOf(applicationId)).filter(
    (one) => one.communicationId === communicationId,
  )
  const kept: PecReceipt = {
    ...{ id: newId<string>(), communicationId, applicationId, ...receipt },
    ...{ recordedBy: actor.personId, recordedAt: now },
  }
  if (!(await stores.communications.keepReceipt(kept))) return null
  const settled = settledBy([...before, kept])
  const told = { receiptId: kept.id, cycleId: call.cycleId }
  if (settled?.id !== kept.id || requestId === null) return { ...told, effect: 'NOTED' }
  const request = await stores.leadRequests.get(requestId)
  const settling = { context, call, request, letter }
  const effect = settled.reached ? await reached(settling, kept.at) : await neverReached(settling)
  return { ...told, effect }
}

const hasPassed = (dueAt: Date | null, now: Date): boolean => dueAt !== null && now >= waitEnds(dueAt)

async function reached(settling: Settling, at: Date): Promise<ReceiptEffect> {
  const { context, call, request } = settling
  const { id: leadRequestId, status, dueAt } = request
  if (status === 'SENT') {
    const began = await beginAnswerTerm(context, { leadRequestId, call, at })
    return began === null ? 'NOTED' : 'TERM_BEGAN'
  }
  if (status === 'UNDELIVERED') return 'NOTED'
  const isAwaited = status === 'RECEIVED' && dueAt !== null && !hasPassed(dueAt, context.now)
  return isAwaited ? moveTerm(settling, { at, dueAt }) : 'TERM_OVER'
}

async function moveTerm(
  settling: Settling,
  { at: deliveredAt, dueAt }: { at: Date; dueAt: Date },
): Promise<ReceiptEffect> {
  const { context, call, request } = settling
  const { stores } = context
  const moved = movedTerm({ dueAt }, deliveredAt, await termRules(stores, call, request.kind))
  if (moved === null || !(await stores.leadRequests.moveTerm(request.id, moved))) return 'TERM_KEPT'
  if (moved.dueAt.getTime() === dueAt.getTime()) return 'TERM_KEPT'
  await recountSuspension(stores, call.id)
  await tellMoved(settling, { deliveredAt, dueAt: moved.dueAt })
  return 'TERM_MOVED'
}

/* The lead goes on with the task that it has, whose term is another; of a cut grant, whose term takes the task away, with a new one. */
async function tellMoved(
  { context, call, request, letter }: Settling,
  moved: { deliveredAt: Date; dueAt: Date },
): Promise<void> {
  const { stores, now } = context
  if (request.kind === 'CUT_GRANT') {
    await endTask(context, request)
    await tellSettled(context, call.cycleId, request.id)
  } else await stores.workItems.moveDue(taskOf(request), request.id, moved.dueAt)
  const application = await stores.applications.getSubmitted(request.applicationId)
  const to = (await leadAddresses(stores, [application], localDateOf(now)))(application)
  await stores.outbox.mail({
    ...{ cycleId: call.cycleId, to, attachments: [] },
    ...letter({ application, request, ...moved }),
  })
}

/* What never arrived was not asked: as a mail that is given up. A cut grant whose term has passed is settled, and others with it, also
   where the step that does it is still to come. */
async function neverReached({ context, call, request }: Settling): Promise<ReceiptEffect> {
  const { stores, now } = context
  const { id, kind, status, dueAt } = request
  if (status === 'SENT' && (await stores.leadRequests.giveUp(id))) {
    await tellSettled(context, call.cycleId, id)
    return 'NOT_MADE'
  }
  const isSettled = kind === 'CUT_GRANT' && hasPassed(dueAt, now)
  if (isSettled || !(await stores.leadRequests.returnUndelivered(id))) return 'TERM_OVER'
  await recountSuspension(stores, call.id)
  await endTask(context, request)
  if (kind === 'CUT_GRANT') await tellSettled(context, call.cycleId, id)
  else await tellClosed(context, call.cycleId, { id, isOfficersTurn: status !== 'RECEIVED' })
  return 'NOT_MADE'
}

/* Where the officer waited, it is the officer's turn again. */
const tellClosed = (
  { stores }: UseCaseContext,
  cycleId: string,
  { id, isOfficersTurn }: { id: string; isOfficersTurn: boolean },
) =>
  stores.outbox.publishMessage({
    ...{ cycleId, name: 'LeadRequestClosed', correlationKey: id },
    variables: { closedRequestId: id, requestUndelivered: !isOfficersTurn },
  })

const endTask = ({ stores, now }: UseCaseContext, request: LeadRequest) =>
  stores.workItems.endAllFor(taskOf(request), [request.id], { action: 'withdraw', at: now })
