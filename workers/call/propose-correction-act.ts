import { callCorrection } from '../../domain/process/call-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 8: a correction is adopted as the notice is; it waits for its act and changes nothing till then. */
export const proposeCorrectionAct = defineWorker({
  jobType: 'propose-correction-act',
  input: variablesOf(callCorrection, 'cycleId', 'callCorrectionId'),
  output: variablesOf(callCorrection, 'actProposalId'),
  async handle({ cycleId, callCorrectionId }, context) {
    const { stores, now } = context
    await stores.outbox.markReceived(
      { name: 'CallCorrectionProposed', correlationKey: callCorrectionId },
      now,
    )
    const { version, configuration } = await stores.corrections.get(callCorrectionId)
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      kind: 'CALL_NOTICE',
      subjectId: callCorrectionId,
      cycleId,
      title: `Rettifica dell’avviso pubblico (versione ${version}): ${configuration.title.value}`,
      at: now,
    })
    return { actProposalId }
  },
})
