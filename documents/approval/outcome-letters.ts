import type { ToldOutcome } from '../../db/approval/outcome-store.ts'
import type { Submission } from '../../db/approval/submission-store.ts'
import { wordOf } from '../../words/codes.ts'
import { formatDate, formatInstant } from '../../words/formats.ts'

type Letter = { subject: string; text: string }

/** What the process owner is told when the Region has not answered in the call's term (art. 8). */
export function reminderLetter(
  cycle: { id: string; code: string; title: string },
  { sentAt, protocolNumber }: { sentAt: Date; protocolNumber: string | null },
  publicUrl: string,
): Letter {
  return {
    subject: `${cycle.code}: la Regione non ha ancora risposto`,
    text: [
      `Il Piano territoriale del ciclo «${cycle.title}» è stato inviato il ${formatInstant(sentAt)}`,
      `(protocollo della Regione ${protocolNumber ?? 'non ancora noto'}) e non risulta un esito.`,
      'Sollecita gli uffici regionali; se hai già la risposta, registrala nella pagina del ciclo:',
      `${publicUrl}/cycles/${cycle.id}#outcome-title`,
    ].join('\n'),
  }
}

const said = ({ outcome, protocol, decidedOn }: ToldOutcome): string =>
  `${wordOf('regionalOutcome', outcome)}, protocollo ${protocol} del ${formatDate(decidedOn)}`

/** What the process owner is told of an outcome that comes when the plan is validated already (art. 8). */
export function laterOutcomeLetter(
  { code, title }: { code: string; title: string },
  { outcome }: Pick<Submission, 'outcome'>,
  told: ToldOutcome,
): Letter {
  return {
    subject: `${code}: un altro esito della Regione, dopo la validazione del Piano`,
    text: [
      `Sul Piano territoriale del ciclo «${title}» la Regione ha dato un altro esito: ${said(told)}.`,
      `Il Piano era già validato${outcome === null ? '' : ` (${said(outcome)})`}: l’esito è conservato e nulla di quanto deciso cambia.`,
      'Leggi la lettera nella pagina del ciclo e valuta che cosa fare con gli uffici regionali.',
    ].join('\n'),
  }
}
