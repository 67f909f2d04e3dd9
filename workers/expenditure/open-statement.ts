import { expenditureReport } from '../../domain/process/expenditure-report.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 10: a statement of the project, for the period that runs from the one before, or from its start. */
export const openStatement = defineWorker({
  jobType: 'open-statement',
  input: variablesOf(expenditureReport, 'cycleId', 'projectId'),
  output: variablesOf(expenditureReport, 'statementId'),
  async handle({ projectId }, context) {
    const { stores } = context
    const project = await stores.projects.get(projectId)
    if (project.startedOn === null) throw new Error(`project ${projectId} was not started`)
    const statementId = occurrenceId(context, 'statement')
    const settled = await stores.statements.settledOf(projectId)
    await stores.statements.open({ id: statementId, projectId, period: settled.length + 1 })
    return { statementId }
  },
})
