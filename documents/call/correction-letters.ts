import type { Call } from '../../db/call/call-store.ts'
import type { Correction } from '../../db/call/correction-store.ts'
import { comparedRules } from '../../words/compared-rules.ts'
import { formatInstant } from '../../words/formats.ts'
import { toldRules } from '../../words/told-rules.ts'

/* Whom to ask stays as it is: the office is no part of what is corrected. */
const NO_OFFICE = { name: '', pec: '', responsible: '' }

/** Tells those who apply what changed in a call, the old and the new, and what they can do (L. 241/1990 art. 12). */
export function correctionLetter({
  correction: { configuration, replaced, closesAt: closing, reason },
  closesAt,
  link,
}: {
  correction: Correction
  closesAt: Date
  link: string
}): { subject: string; text: string } {
  const changes = comparedRules(toldRules(replaced, NO_OFFICE), toldRules(configuration, NO_OFFICE))
  const lines = changes.flatMap((part) =>
    part.changes.map(({ subject, before, after }) => `- ${subject}: ${before ?? '–'} → ${after ?? '–'}`),
  )
  const until =
    closing > closesAt
      ? `La chiusura è prorogata al ${formatInstant(closing)}.`
      : `La chiusura resta il ${formatInstant(closing)}.`
  return {
    subject: `L’avviso «${configuration.title.value}» è stato rettificato`,
    text: [
      `L’avviso «${configuration.title.value}» ha una nuova versione.`,
      `Motivo: ${reason}`,
      ['Che cosa cambia:', ...lines].join('\n'),
      `${until} Una domanda già presentata resta valida, e si valuta con le regole in vigore alla chiusura: fino ad allora si può ritirare e ripresentare. Una bozza si può ancora modificare; se vi era già caricata la domanda firmata, quella non vale più: si scarica e si firma di nuovo.`,
      `La nuova versione e quelle di prima: ${link}`,
    ].join('\n\n'),
  }
}

/** Tells the office that the act of a correction came too late. */
export function lapsedLetter(
  { title }: Pick<Call, 'title'>,
  link: string,
): { subject: string; text: string } {
  return {
    subject: `La rettifica dell’avviso «${title}» non ha effetto`,
    text: `L’atto è diventato efficace ad avviso già chiuso: per chi ha presentato una domanda nulla cambia (L. 241/1990 art. 12).\n\n${link}`,
  }
}
