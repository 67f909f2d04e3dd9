import { BusinessError } from '../../domain/shared/errors.ts'
import { hasRole } from '../context.ts'
import type { UseCase } from '../context.ts'
import { produceWorkbookFile } from './produce-workbook-file.ts'

/** The expenditure workbook on request, for finance and the process owner. Throws NOT_ALLOWED, NOT_FOUND. */
export const produceWorkbook: UseCase<
  { cycleId: string },
  { documentId: string; balanced: boolean }
> = async (context, { cycleId }) => {
  if (!hasRole(context.actor, 'FINANCE') && !hasRole(context.actor, 'PROCESS_OWNER'))
    throw new BusinessError('NOT_ALLOWED')
  if ((await context.stores.cycles.find(cycleId)) === null)
    throw new BusinessError('NOT_FOUND', { what: 'ciclo', id: cycleId })
  const produced = await produceWorkbookFile(context, cycleId)
  await context.record({ cycleId, action: 'produce-workbook', subjectId: cycleId, facts: produced })
  return produced
}
