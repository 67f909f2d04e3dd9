import { z } from 'zod'
import { monitoringReturn } from '../../domain/process/monitoring-return.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 8: terms that run from receipt start with the receipt; ours is registered in the protocol. Used for plan and final return. */
export const confirmRegionalReceipt = defineWorker({
  jobType: 'confirm-regional-receipt',
  input: variablesOf(monitoringReturn, 'cycleId', 'submissionId'),
  output: z.strictObject({}),
  async handle({ cycleId, submissionId }, context) {
    const { stores, now } = context
    const submission = await stores.submissions.lock(submissionId)
    if (!submission?.receiptNumber) throw new Error(`submission ${submissionId} has no receipt`)
    await stores.outbox.markReceived({ name: 'RegionalReceiptReceived', correlationKey: submissionId }, now)
    await stores.submissions.markReceived(submissionId)
    const { region } = await stores.networkSettings.documentHead(cycleId)
    await stores.protocol.register({
      id: occurrenceId(context, 'registration'),
      direction: 'IN',
      subject: `Ricevuta ${submission.receiptNumber}, protocollo della Regione ${submission.protocolNumber ?? ''}`,
      correspondent: region.name,
      fileSha256: null,
      at: now,
    })
    return {}
  },
})
