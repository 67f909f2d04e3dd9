import type { Stores } from '../../db/stores.ts'
import type { LeadRequest } from '../../db/evaluation/lead-request-store.ts'
import { suspendedDays } from '../../domain/evaluation/suspension.ts'
import type { Suspending } from '../../domain/evaluation/suspension.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/** Counts again by how many days the term of a call's procedure moves, with each request received and each answer (L. 241/1990 art. 2
 * c. 7, 10-bis). */
export async function recountSuspension({ calls, leadRequests }: Stores, callId: string): Promise<void> {
  const received = await leadRequests.receivedOf(callId)
  await calls.suspend(callId, suspendedDays(received.flatMap(suspending)))
}

/* What comes after the term suspends no longer than the term. */
function suspending({ kind, receivedAt, dueAt, answer }: LeadRequest): Suspending[] {
  if (receivedAt === null || dueAt === null) return []
  const until = answer !== null && answer.at < dueAt ? answer.at : dueAt
  return [{ kind, from: localDateOf(receivedAt), until: localDateOf(until) }]
}
