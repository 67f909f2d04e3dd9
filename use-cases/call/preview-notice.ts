import { documentBase } from '../../documents/act/document-base.ts'
import { draftNotice } from '../../documents/call/call-act-document.ts'
import type { LongUseCase } from '../../documents/outside.ts'
import { fileOf } from '../../domain/call/call-draft.ts'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { problemsInWords } from '../../words/call-problems.ts'
import { wholeDraft } from '../../procedures/call/call-draft.ts'

/** The notice that a draft would become, as the publication makes it, marked as a draft on each page; it is kept nowhere. Asked for
 * whoever was let read the draft. Throws CALL_CONFIGURATION_INVALID as long as something is missing or wrong. */
export const previewNotice: LongUseCase<{ id: string }, Buffer> = {
  async prepare(outside, { id }) {
    const view = await outside.read(async (context) => {
      const { stores } = context
      const { cycleId } = found('WORK_ITEM', id, await stores.workItems.find(id))
      const parts = await stores.callDrafts.parts(id)
      const file = fileOf(wholeDraft(parts))
      const read = readCallConfiguration(file)
      if (!read.ok)
        throw new BusinessError('CALL_CONFIGURATION_INVALID', {
          problems: problemsInWords(read.problems, file),
        })
      const { length } = await stores.calls.ofCycle(cycleId)
      const about = { cycleId, documentId: id, issuedAt: outside.now, kind: 'CALL_NOTICE' as const }
      return draftNotice(await documentBase(context, about), {
        configuration: read.value,
        number: length + 1,
      })
    })
    const pdf = await outside.render('call-notice', view)
    return () => Promise.resolve(pdf)
  },
}
