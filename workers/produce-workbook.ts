import { z } from 'zod'
import { variablesOf } from '../domain/shared/process-contract.ts'
import { produceWorkbookFile } from '../use-cases/expenditure/produce-workbook-file.ts'
import { defineWorker } from './worker.ts'

const LEASE_MS = 300_000

/* Art. 8, 10: the workbook of the cycle as it stands, read at one moment; a repetition finds the same file. */
export const produceWorkbook = defineWorker({
  jobType: 'produce-workbook',
  input: variablesOf('cycleId'),
  output: z.strictObject({}),
  timeoutMs: LEASE_MS,
  async handle({ cycleId }, context) {
    const { documentId, balanced } = await produceWorkbookFile(context, cycleId)
    if (!balanced) context.log.warn({ cycleId, documentId }, 'a total of the workbook does not reconcile')
    return {}
  },
})
