import { variablesOf } from '../../domain/shared/process-contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: every application submitted in time is examined, in order of arrival; the engine sees only their ids. */
export const openAdmissibility = defineWorker({
  jobType: 'open-admissibility',
  input: variablesOf('cycleId', 'callId'),
  output: variablesOf('applicationIds'),
  async handle({ callId }, { stores }) {
    const call = await stores.calls.get(callId)
    if (call.status !== 'CLOSED')
      throw new Error(`call ${callId} is ${call.status}: only a closed call is examined`)
    const submitted = await stores.applications.submittedOf(callId)
    return { applicationIds: submitted.map((application) => application.id) }
  },
})
