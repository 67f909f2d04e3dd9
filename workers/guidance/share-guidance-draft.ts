import { guidance } from '../../domain/process/guidance.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { draftLetter } from '../../documents/guidance/draft-letter.ts'
import { defineWorker } from '../worker.ts'

/* art. 6: every body of the network gets the draft and the term for its comments, once. */
export const shareGuidanceDraft = defineWorker({
  jobType: 'share-guidance-draft',
  input: variablesOf(guidance, 'cycleId', 'guidanceDocumentId'),
  output: variablesOf(guidance, 'commentsDueAt'),
  async handle({ cycleId, guidanceDocumentId }, { stores, publicUrl }) {
    const document = await stores.guidance.find(guidanceDocumentId)
    if (document === null) throw new Error(`no guidance document ${guidanceDocumentId}`)
    const { name } = await stores.networkSettings.settings()
    if (await stores.guidance.move(guidanceDocumentId, 'share')) {
      const letter = draftLetter(document, name.value, publicUrl)
      const members = await stores.network.members()
      await stores.outbox.mails(
        cycleId,
        members.map(({ email }) => ({ to: [email], ...letter, attachments: [] })),
      )
    }
    return { commentsDueAt: toEngineInstant(document.commentsDueAt) }
  },
})
