import { z } from 'zod'
import { regionalApproval } from '../../domain/process/regional-approval.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 8, 9: the Region validated the plan; only now may alliances be formed and projects start. */
export const recordRegionalOutcome = defineWorker({
  jobType: 'record-regional-outcome',
  input: variablesOf(regionalApproval, 'cycleId', 'submissionId', 'planVersionId'),
  output: z.strictObject({}),
  async handle({ cycleId, submissionId, planVersionId }, context) {
    const { stores, now } = context
    const submission = await stores.submissions.lock(submissionId)
    if (submission?.outcome?.outcome !== 'VALIDATED')
      throw new Error(`submission ${submissionId} is not validated`)
    await stores.outbox.markReceived({ name: 'RegionalOutcomeReceived', correlationKey: submissionId }, now)
    await stores.submissions.markValidated(submissionId)
    await stores.plans.validate(planVersionId)
    const { region } = await stores.networkSettings.documentHead(cycleId)
    await stores.protocol.register({
      id: occurrenceId(context, 'registration'),
      direction: 'IN',
      subject: `Esito della Regione, protocollo ${submission.outcome.protocol}: Piano validato`,
      correspondent: region.name,
      fileSha256: null,
      at: now,
    })
    return {}
  },
})
