import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5: whoever did not declare in time evaluates nothing; a conflict declared goes before somebody else's decision. */
export const closeDeclarations = defineWorker({
  jobType: 'close-declarations',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: variablesOf(evaluation, 'conflictsDeclared'),
  async handle({ callId }, { stores, now }) {
    const lapsed = await stores.evaluation.lapseDeclarations(callId)
    await stores.workItems.endAllFor('Task_DeclareConflicts', lapsed, { action: 'expire', at: now })
    return { conflictsDeclared: (await stores.evaluation.undecidedConflictsOf(callId)).length > 0 }
  },
})
