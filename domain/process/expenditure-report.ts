import { defineProcess, id } from './contract.ts'

/** A statement of expenditure and its verification (art. 10). */
export const expenditureReport = defineProcess({
  id: 'expenditure-report',
  variables: { cycleId: id, projectId: id, statementId: id },
  inputs: ['cycleId', 'projectId'],
  outputs: ['statementId'],
  messages: {},
})
