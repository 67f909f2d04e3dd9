import type { Call } from '../../db/call/call-store.ts'
import type { Stores } from '../../db/stores.ts'
import { answerDays } from '../../domain/evaluation/lead-request.ts'
import type { LeadRequestKind } from '../../domain/evaluation/lead-request.ts'
import type { PatronDay } from '../../domain/shared/holidays.ts'
import { localDateOf, termEnd } from '../../domain/shared/terms.ts'
import type { UseCaseContext } from '../context.ts'
import { recountSuspension } from './recount-suspension.ts'

/** What the term of a request of a call is counted by: its days, and the holidays of the network. */
export async function termRules(
  { networkSettings }: Stores,
  { id, rules }: Call,
  kind: LeadRequestKind,
): Promise<{ days: number; patron: PatronDay }> {
  const { patronDay } = await networkSettings.settings()
  const days = answerDays(kind, rules)
  if (days === null) throw new Error(`call ${id} gives no notice before refusal`)
  return { days, patron: patronDay.value }
}

/** A request is delivered: its term runs from this day, which is not counted, and a last day that is no working day moves to the next one
 * (L. 241/1990 art. 6, 10-bis). Gives its end; null where it ran before, or was given up. */
export async function beginAnswerTerm(
  { stores }: UseCaseContext,
  { leadRequestId, call, at }: { leadRequestId: string; call: Call; at: Date },
): Promise<Date | null> {
  const { kind } = await stores.leadRequests.get(leadRequestId)
  const { days, patron } = await termRules(stores, call, kind)
  const dueAt = termEnd(localDateOf(at), days, patron)
  if (!(await stores.leadRequests.receive(leadRequestId, { at, dueAt }))) return null
  await recountSuspension(stores, call.id)
  await tellSettled({ stores }, call.cycleId, leadRequestId)
  return dueAt
}

/** The process goes on with what the row says of the delivery. */
export async function tellSettled(
  { stores }: Pick<UseCaseContext, 'stores'>,
  cycleId: string,
  leadRequestId: string,
): Promise<void> {
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'LeadRequestSettled', correlationKey: leadRequestId, variables: {} },
  })
}
