import { call } from '../../domain/process/call.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* L. 241/1990 art. 12: from here on the call's rules do not change; its act is proposed for adoption (art. 8). */
export const freezeCall = defineWorker({
  jobType: 'freeze-call',
  input: variablesOf(call, 'cycleId', 'callId'),
  output: variablesOf(call, 'actProposalId'),
  async handle({ cycleId, callId }, context) {
    const { stores, now } = context
    const call = await stores.calls.get(callId, 'update')
    await stores.calls.move(callId, 'freeze')
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      kind: 'CALL_NOTICE',
      subjectId: callId,
      cycleId,
      title: `Avviso pubblico: ${call.title}`,
      at: now,
    })
    return { actProposalId }
  },
})
