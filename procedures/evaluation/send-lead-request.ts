import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { LeadRequest } from '../../db/evaluation/lead-request-store.ts'
import { answerDays } from '../../domain/evaluation/lead-request.ts'
import type { LeadRequestKind } from '../../domain/evaluation/lead-request.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { leadAddresses } from '../call/lead-addresses.ts'
import type { StepContext } from '../context.ts'

/** What the letter with a request tells. */
export interface RequestFacts {
  application: Pick<SubmittedApplication, 'code' | 'title'>
  request: LeadRequest
  /** Calendar days from the delivery of the letter. */
  days: number
}

interface Sent {
  kind: LeadRequestKind
  cycleId: string
  applicationId: string
  letter: (facts: RequestFacts) => { subject: string; text: string }
}

/** Sends what was last asked of the lead, once; its term begins when the mail is delivered (L. 241/1990 art. 6, 10-bis). Gives
 * the request's id. */
export async function sendLeadRequest(
  { stores, now }: StepContext,
  { kind, cycleId, applicationId, letter }: Sent,
): Promise<string> {
  const request = (await stores.leadRequests.of(applicationId)).findLast(
    (one) => one.kind === kind && one.status !== 'UNDELIVERED',
  )
  if (request === undefined) throw new Error(`no ${kind} is asked of the lead of ${applicationId}`)
  if (!(await stores.leadRequests.send(request.id))) return request.id
  const application = await stores.applications.getSubmitted(applicationId)
  const { rules } = await stores.calls.get(application.callId)
  const days = answerDays(kind, rules)
  if (days === null)
    throw new Error(`the call of application ${applicationId} gives no notice before refusal`)
  const to = (await leadAddresses(stores, [application], localDateOf(now)))(application)
  const id = await stores.outbox.mail({
    ...{ cycleId, to, attachments: [], beginsTermOf: request.id },
    ...letter({ application, request, days }),
  })
  const address = to[0] ?? null
  await stores.communications.write([
    { id, applicationId, kind, requestId: request.id, address, writtenAt: now },
  ])
  return request.id
}
