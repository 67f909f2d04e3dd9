import { z } from 'zod'
import { statementTotals } from '../../domain/expenditure/statement-check.ts'
import { expenditureReport } from '../../domain/process/expenditure-report.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: what was admitted of each quota makes the admitted cost, from which the balance is computed. */
export const settleStatement = defineWorker({
  jobType: 'settle-statement',
  input: variablesOf(expenditureReport, 'cycleId', 'statementId'),
  output: z.strictObject({}),
  async handle({ statementId }, { stores, log }) {
    const statement = await stores.statements.get(statementId)
    if (statement.status === 'SETTLED') {
      log.info({ statementId }, 'statement was settled before')
      return {}
    }
    const quotas = await stores.statements.quotas(statementId)
    const totals = statementTotals(quotas.map((one) => ({ ...one, categoryId: one.category })))
    const settled = await stores.statements.settle(statementId, totals.admittedCents)
    if (!settled || !(await stores.projects.markReported(statement.projectId)))
      throw new Error(`statement ${statementId} is ${statement.status}, or its project does not run`)
    return {}
  },
})
