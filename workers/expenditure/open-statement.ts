import { expenditureReport } from '../../domain/process/expenditure-report.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

const ONLY_PERIOD = 1

/* Art. 10: the project's statement is opened once, for the one period that runs from its start to its end. */
export const openStatement = defineWorker({
  jobType: 'open-statement',
  input: variablesOf(expenditureReport, 'cycleId', 'projectId'),
  output: variablesOf(expenditureReport, 'statementId'),
  async handle({ projectId }, context) {
    const { stores } = context
    const project = await stores.projects.get(projectId)
    if (project.startedOn === null) throw new Error(`project ${projectId} was not started`)
    const statementId = occurrenceId(context, 'statement')
    await stores.statements.open({ id: statementId, projectId, period: ONLY_PERIOD })
    return { statementId }
  },
})
