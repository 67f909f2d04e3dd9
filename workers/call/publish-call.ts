import { closedAt } from '../../domain/call/window.ts'
import { call } from '../../domain/process/call.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the call is published only once its act has effect; the process then waits for its window. */
export const publishCall = defineWorker({
  jobType: 'publish-call',
  input: variablesOf(call, 'cycleId', 'callId'),
  output: variablesOf(call, 'callOpensAt', 'callClosesAt'),
  async handle({ callId }, { stores }) {
    const call = await stores.calls.get(callId, 'update')
    if (!(await stores.acts.hasEffects('CALL_NOTICE', callId)))
      throw new Error(`the act of call ${callId} has no effect yet`)
    await stores.calls.move(callId, 'publish')
    return { callOpensAt: toEngineInstant(call.opensAt), callClosesAt: toEngineInstant(closedAt(call)) }
  },
})
