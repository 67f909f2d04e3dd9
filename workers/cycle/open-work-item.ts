import { z } from 'zod'
import { derivedId } from '../../domain/shared/ids.ts'
import type { MessageName, Variables } from '../../domain/shared/process-contract.ts'
import { messages, variables } from '../../domain/shared/process-contract.ts'
import type { WorkItemElement } from '../../domain/shared/work-item-types.ts'
import { workItemTypes } from '../../domain/shared/work-item-types.ts'
import { agreementDueAt } from '../../procedures/alliance/agreement-term.ts'
import { defineWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

const terms: Partial<Record<WorkItemElement, keyof Variables>> = {
  Task_DeclareConflicts: 'declarationsDueAt',
  Task_ScoreApplication: 'scoringDueAt',
}

/* Tasks that are the first step after a wait: their message has come. */
const startedBy: Partial<Record<WorkItemElement, MessageName>> = {
  Task_RecordAgreement: 'ProjectApproved',
  Task_ScoreApplication: 'ScoringRequested',
}

async function dueAtOf(
  context: WorkerContext,
  element: WorkItemElement,
  input: Variables,
): Promise<Date | null> {
  if (element === 'Task_RecordAgreement') return agreementDueAt(context, String(input.projectId))
  const term = terms[element]
  return term ? new Date(String(input[term])) : null
}

/* Runs as the start listener of every user task: the inbox has the task before any search could find it. */
export const openWorkItem = defineWorker({
  jobType: 'open-work-item',
  input: z.object(variables).partial().required({ cycleId: true }),
  output: z.strictObject({}),
  async handle(asked, context) {
    const { stores, now, engineId, element } = context
    const input = JSON.parse(JSON.stringify(asked)) as Variables & { cycleId: string }
    const id = element.id as WorkItemElement
    const type = workItemTypes[id]
    const subjectId = input[type.subject]
    if (subjectId === undefined) throw new TypeError(`${id}: the process does not say its ${type.subject}`)
    const assignment = await stores.workItems.assignmentOf(id, input)
    await stores.workItems.open({
      id: derivedId('work-item', engineId, element.instanceKey),
      engineId,
      elementInstanceKey: element.instanceKey,
      processInstanceKey: element.processInstanceKey,
      element: id,
      cycleId: input.cycleId,
      subjectId,
      role: type.role,
      ...assignment,
      context: input,
      dueAt: await dueAtOf(context, id, input),
      openedAt: now,
    })
    const name = startedBy[id]
    if (name !== undefined) {
      const correlationKey = String(input[messages[name].correlation])
      const about = { [type.subject]: subjectId }
      await stores.outbox.markReceived({ name, correlationKey, variables: about }, now)
    }
    return {}
  },
})
