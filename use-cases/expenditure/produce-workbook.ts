import { recordWorkbookFile } from '../../documents/expenditure/workbook-file.ts'
import type { LongUseCase } from '../../documents/outside.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { hasRole } from '../../procedures/context.ts'

/** Writes the expenditure workbook that finance or the process owner asks for, and records it. Throws NOT_ALLOWED, NOT_FOUND. */
export const produceWorkbook: LongUseCase<{ cycleId: string }, { documentId: string; balanced: boolean }> = {
  async prepare(outside, { cycleId }) {
    const file = await outside.writeWorkbook(cycleId)
    return async (context) => {
      if (!hasRole(context.actor, 'FINANCE') && !hasRole(context.actor, 'PROCESS_OWNER'))
        throw new BusinessError('NOT_ALLOWED')
      const documentId = await recordWorkbookFile(context, cycleId, file)
      const produced = { documentId, balanced: file.balanced }
      await context.record({ cycleId, action: 'produce-workbook', subjectId: cycleId, facts: produced })
      return produced
    }
  },
}
