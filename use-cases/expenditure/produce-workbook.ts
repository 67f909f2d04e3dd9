import { BusinessError } from '../../domain/shared/errors.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { recordWorkbookFile } from '../../documents/expenditure/workbook-file.ts'
import type { WorkbookFile } from '../../documents/expenditure/workbook-file.ts'

/** Records the expenditure workbook that finance or the process owner asked for. Throws NOT_ALLOWED. */
export const produceWorkbook: UseCase<
  { cycleId: string; file: WorkbookFile },
  { documentId: string; balanced: boolean }
> = async (context, { cycleId, file }) => {
  if (!hasRole(context.actor, 'FINANCE') && !hasRole(context.actor, 'PROCESS_OWNER'))
    throw new BusinessError('NOT_ALLOWED')
  const documentId = await recordWorkbookFile(context, cycleId, file)
  const produced = { documentId, balanced: file.balanced }
  await context.record({ cycleId, action: 'produce-workbook', subjectId: cycleId, facts: produced })
  return produced
}
