import type { GuidanceDocument } from '../../db/guidance/guidance-store.ts'
import { formatInstant } from '../../words/formats.ts'

/** What every body of the network is told of a draft (art. 6): what it says, and until when and where comments are taken. */
export function draftLetter(
  document: GuidanceDocument,
  network: string,
  publicUrl: string,
): { subject: string; text: string } {
  const needs = document.needs.map((need) => `- ${need.text} (${need.source})`)
  const priorities = document.priorities.map((priority) => `- ${priority.title}: ${priority.text}`)
  const until = formatInstant(document.commentsDueAt)
  return {
    subject: `Bozza del documento di indirizzo: osservazioni entro il ${until}`,
    text: [
      `Ai soggetti della ${network}.`,
      `È condivisa la bozza del documento «${document.title}» (versione ${document.version}).`,
      `Bisogni del territorio:\n${needs.join('\n')}`,
      `Priorità:\n${priorities.join('\n')}`,
      `Le osservazioni si scrivono entro il ${until} in questa pagina:\n${publicUrl}/guidance-documents/${document.id}#comments`,
    ].join('\n\n'),
  }
}
