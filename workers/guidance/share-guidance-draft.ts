import { guidance } from '../../domain/process/guidance.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { formatInstant } from '../../words/formats.ts'
import type { GuidanceDocument } from '../../db/guidance/guidance-store.ts'
import { defineWorker } from '../worker.ts'

function letter(document: GuidanceDocument, network: string, publicUrl: string): string {
  const needs = document.needs.map((need) => `- ${need.text} (${need.source})`)
  const priorities = document.priorities.map((priority) => `- ${priority.title}: ${priority.text}`)
  return [
    `Ai soggetti della ${network}.`,
    `È condivisa la bozza del documento «${document.title}» (versione ${document.version}).`,
    `Bisogni del territorio:\n${needs.join('\n')}`,
    `Priorità:\n${priorities.join('\n')}`,
    `Le osservazioni si scrivono entro il ${formatInstant(document.commentsDueAt)} in questa pagina:\n${publicUrl}/guidance-documents/${document.id}#comments`,
  ].join('\n\n')
}

/* art. 6: every body of the network gets the draft and the term for its comments, once. */
export const shareGuidanceDraft = defineWorker({
  jobType: 'share-guidance-draft',
  input: variablesOf(guidance, 'cycleId', 'guidanceDocumentId'),
  output: variablesOf(guidance, 'commentsDueAt'),
  async handle({ cycleId, guidanceDocumentId }, { stores, publicUrl }) {
    const document = await stores.guidance.find(guidanceDocumentId)
    if (document === null) throw new Error(`no guidance document ${guidanceDocumentId}`)
    const { name } = await stores.networkSettings.settings()
    if (await stores.guidance.move(guidanceDocumentId, 'share'))
      for (const body of await stores.network.members())
        await stores.outbox.mail({
          cycleId,
          to: [body.email],
          subject: `Bozza del documento di indirizzo: osservazioni entro il ${formatInstant(document.commentsDueAt)}`,
          text: letter(document, name.value, publicUrl),
          attachments: [],
        })
    return { commentsDueAt: toEngineInstant(document.commentsDueAt) }
  },
})
