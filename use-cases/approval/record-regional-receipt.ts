import type { RegionalReceipt } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

interface Receipt {
  submissionId: string
  receipt: RegionalReceipt
}

/**
 * Keeps the Region's receipt and tells the process (art. 8). The Region repeats the same receipt for the same key, so a
 * repetition changes nothing; another receipt for a package that has one is a fault. Throws Error then.
 */
export const recordRegionalReceipt: UseCase<Receipt, void> = async (context, { submissionId, receipt }) => {
  const { stores } = context
  const submission = await stores.submissions.lock(submissionId)
  if (submission?.packageSha256 !== receipt.packageSha256) {
    throw new Error(`receipt ${receipt.receiptNumber} is not for the package of submission ${submissionId}`)
  }
  if (submission.receiptNumber === receipt.receiptNumber) return
  if (!(await stores.submissions.writeReceipt(submissionId, receipt))) {
    throw new Error(
      `submission ${submissionId} has receipt ${submission.receiptNumber}, not ${receipt.receiptNumber}`,
    )
  }
  await stores.outbox.publishMessage({
    cycleId: submission.cycleId,
    name: 'RegionalReceiptReceived',
    correlationKey: submissionId,
    variables: {},
  })
  await context.record({
    cycleId: submission.cycleId,
    action: 'record-regional-receipt',
    subjectId: submissionId,
    facts: { ...receipt },
  })
}
