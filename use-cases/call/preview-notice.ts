import { documentBase } from '../../documents/act/document-base.ts'
import { draftCorrection, draftNotice } from '../../documents/call/call-act-document.ts'
import type { LongUseCase } from '../../documents/outside.ts'
import { fileOf } from '../../domain/call/call-draft.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { problemsInWords } from '../../words/call-problems.ts'
import { wholeDraft } from '../../procedures/call/call-draft.ts'
import { correctedDraft } from './load-correction-draft.ts'

/** The notice of a call with its correction in it, as its act would have it, marked as a draft on each page; it is kept nowhere. Asked for
 * whoever was let read the draft. Throws CALL_CONFIGURATION_INVALID as long as something is missing or wrong. */
export const previewCorrection: LongUseCase<{ callId: string }, Buffer> = {
  async prepare(outside, { callId }) {
    const view = await outside.read(async (context) => {
      const { stores } = context
      const call = await stores.calls.get(callId)
      const configuration = checked(fileOf(correctedDraft(call, await stores.correctionDrafts.parts(callId))))
      const about = { ...{ cycleId: call.cycleId, documentId: callId, issuedAt: outside.now }, kind: KIND }
      const version = await stores.corrections.nextVersion(callId)
      return draftCorrection(await documentBase(context, about), call, { configuration, version })
    })
    const pdf = await outside.render('call-notice', view)
    return () => Promise.resolve(pdf)
  },
}

const KIND = 'CALL_NOTICE' as const

function checked(file: unknown): CallConfiguration {
  const read = readCallConfiguration(file)
  if (read.ok) return read.value
  throw new BusinessError('CALL_CONFIGURATION_INVALID', { problems: problemsInWords(read.problems, file) })
}

/** The notice that a draft would become, as the publication makes it, marked as a draft on each page; it is kept nowhere. Asked for
 * whoever was let read the draft. Throws CALL_CONFIGURATION_INVALID as long as something is missing or wrong. */
export const previewNotice: LongUseCase<{ id: string }, Buffer> = {
  async prepare(outside, { id }) {
    const view = await outside.read(async (context) => {
      const { stores } = context
      const { cycleId } = found('WORK_ITEM', id, await stores.workItems.find(id))
      const configuration = checked(fileOf(wholeDraft(await stores.callDrafts.parts(id))))
      const { length } = await stores.calls.ofCycle(cycleId)
      const about = { cycleId, documentId: id, issuedAt: outside.now, kind: KIND }
      return draftNotice(await documentBase(context, about), { configuration, number: length + 1 })
    })
    const pdf = await outside.render('call-notice', view)
    return () => Promise.resolve(pdf)
  },
}
