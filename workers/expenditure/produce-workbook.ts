import { z } from 'zod'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { recordWorkbookFile } from '../../documents/expenditure/workbook-file.ts'
import { defineLongWorker } from '../worker.ts'

/* Longer than the workshop lets one take, with another before it. */
const LEASE_MS = 1_500_000

/* Art. 8, 10: the workbook of the cycle as it stands, read at one moment; a repetition finds the same file. One that does
   not reconcile is kept, for people to see where; the final return does not leave with it. */
export const produceWorkbook = defineLongWorker({
  jobType: 'produce-workbook',
  input: variablesOf(allianceProject, 'cycleId'),
  output: z.strictObject({}),
  timeoutMs: LEASE_MS,
  async prepare({ cycleId }, outside) {
    const file = await outside.writeWorkbook(cycleId)
    return async (context) => {
      const documentId = await recordWorkbookFile(context, cycleId, file)
      if (!file.balanced)
        context.log.warn({ cycleId, documentId }, 'a total of the workbook does not reconcile')
      return {}
    }
  },
})
