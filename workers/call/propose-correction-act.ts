import { callCorrection } from '../../domain/process/call-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 8: a correction is adopted as the notice is; it waits for its act and changes nothing till then. One that was taken back on its
   way here has a proposal that nobody adopts: the call's row is held, as who takes it back does. */
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
    await stores.calls.get((await stores.corrections.get(callCorrectionId)).callId, 'update')
    const { version, configuration, status } = await stores.corrections.get(callCorrectionId)
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      kind: 'CALL_NOTICE',
      subjectId: callCorrectionId,
      cycleId,
      title: `Rettifica dell’avviso pubblico (versione ${version}): ${configuration.title.value}`,
      at: now,
    })
    const isOpen = (await stores.acts.openOn('CALL_NOTICE', callCorrectionId)) !== null
    if (status === 'WITHDRAWN' && isOpen) await stores.acts.withdraw(actProposalId)
    return { actProposalId }
  },
})
