import { z } from 'zod'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext } from '../context.ts'

/** What either approver may answer instead of approving: the payment goes back to the lead, who reads the reason. */
export const sendBackInput = z.strictObject({
  outcome: z.literal('SEND_BACK'),
  reason: plainText({ max: 1000, multiline: true }),
})

/** Sends a payment that must not be made as it stands back to its request: both approvals and the checks begin anew
 * (art. 8). */
export async function sendBack({ stores }: StepContext, item: WorkItem, reason: string) {
  await stores.payments.sendBack(item.subjectId, reason)
  return { approved: false }
}
