import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import { withdrawalLetter } from '../../documents/call/receipt-letter.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { holdOpen, ownApplicationInCall, requireOpen } from '../../procedures/call/application-access.ts'
import { mailReceipt, receiptAddress } from '../../procedures/call/mail-receipt.ts'

/* What proves a withdrawal: which submission it takes back, and when. */
interface WithdrawalReceipt {
  applicationId: string
  code: string
  receiptNumber: string
  withdrawnAt: Date
}

function receiptOf({ id, code, receiptNumber, withdrawnAt }: ApplicationRecord): WithdrawalReceipt {
  if (code === null || receiptNumber === null || withdrawnAt === null)
    throw new Error(`no withdrawal of application ${id} to tell of`)
  return { applicationId: id, code, receiptNumber, withdrawnAt }
}

async function withdraw(context: UseCaseContext, call: Call, id: string): Promise<WithdrawalReceipt> {
  const { stores, now } = context
  const to = await receiptAddress(context)
  await holdOpen(context, call.id, 'WITHDRAWAL_AFTER_CLOSING')
  await stores.applications.withdraw(id, now)
  const withdrawn = await stores.applications.get(id)
  const receipt = receiptOf(withdrawn)
  const { cycleId } = call
  await mailReceipt(context, cycleId, { to, ...withdrawalLetter(withdrawn, call) })
  await stores.outbox.publishMessage({
    cycleId,
    name: 'ApplicationWithdrawn',
    correlationKey: id,
    variables: {},
  })
  await context.record({
    cycleId,
    action: 'withdraw-application',
    subjectId: id,
    facts: { receiptNumber: receipt.receiptNumber },
  })
  return receipt
}

/** Withdraws a submitted application before the call closes (art. 10) and ends its review, under the call's lock,
 * which closing waits for too. Its code and number stay its own. Again gives the same answer. Throws NOT_FOUND,
 * WITHDRAWAL_AFTER_CLOSING, MOVE_NOT_POSSIBLE for a draft. */
export const withdrawApplication: UseCase<{ applicationId: string }, WithdrawalReceipt> = async (
  context,
  { applicationId },
) => {
  const { application, call } = await ownApplicationInCall(context, applicationId)
  if (application.status === 'WITHDRAWN') return receiptOf(application)
  requireOpen(call, context.now, 'WITHDRAWAL_AFTER_CLOSING')
  return withdraw(context, call, applicationId)
}
