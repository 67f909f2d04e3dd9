import { z } from 'zod'
import { statementsAsked } from '../../domain/disbursement/next-step.ts'
import { statementTotals } from '../../domain/expenditure/statement-check.ts'
import { expenditureReport } from '../../domain/process/expenditure-report.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: what was admitted of each quota makes the admitted cost, from which the last tranche is computed. With the last statement that
   the call asks for the project has accounted for all. */
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
    const project = await stores.projects.get(statement.projectId)
    if (!settled || project.status !== 'RUNNING')
      throw new Error(`statement ${statementId} is ${statement.status}, or its project does not run`)
    const { rules } = await stores.calls.get(project.callId)
    if (statement.period === statementsAsked(rules.tranches)) await stores.projects.markReported(project.id)
    return {}
  },
})
