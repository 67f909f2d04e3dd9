import { variablesOf } from '../../domain/shared/process-contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5: whoever did not declare in time evaluates nothing; a conflict declared goes before somebody else's decision. */
export const closeDeclarations = defineWorker({
  jobType: 'close-declarations',
  input: variablesOf('cycleId', 'callId'),
  output: variablesOf('conflictsDeclared'),
  async handle({ callId }, { stores, now }) {
    const lapsed = await stores.evaluation.lapseDeclarations(callId)
    await stores.workItems.endAllFor('Task_DeclareConflicts', lapsed, { action: 'expire', at: now })
    const conflicts = await stores.evaluation.declaredConflictsOf(callId)
    return { conflictsDeclared: conflicts.some((conflict) => conflict.decision === null) }
  },
})
