import type { MovedTerm } from '../../procedures/evaluation/keep-receipt.ts'
import type { RequestFacts } from '../../procedures/evaluation/send-lead-request.ts'
import { wordOf } from '../../words/codes.ts'
import { formatInstant } from '../../words/formats.ts'

interface Letter {
  subject: string
  text: string
}

const named = ({ code, title }: RequestFacts['application']): string => `${code} «${title}»`
const answerHere = ({ days }: RequestFacts, publicUrl: string): string =>
  `La risposta va data entro ${days} giorni da quello in cui questo messaggio è consegnato, dall’attività «Rispondi all’ufficio»: ${publicUrl}/inbox`

/** What the lead is asked to complete or explain, and why (L. 241/1990 art. 6). */
export function integrationLetter(about: RequestFacts, publicUrl: string): Letter {
  const { application, request } = about
  return {
    subject: `Richiesta di integrazione sulla domanda ${application.code}`,
    text: [
      `L’istruttoria della domanda ${named(application)} chiede di integrarla (L. 241/1990, art. 6).`,
      request.items.map((item) => `- ${item}`).join('\n'),
      `Perché: ${request.reasons}`,
      answerHere(about, publicUrl),
      'Il termine del procedimento è sospeso, una volta sola e per 30 giorni al più (L. 241/1990, art. 2 c. 7). Passato il termine si decide su ciò che c’è; ciò che è stato presentato non cambia.',
    ].join('\n\n'),
  }
}

/** The reasons against an application, before it is refused (L. 241/1990 art. 10-bis). */
export function refusalNoticeLetter(about: RequestFacts, publicUrl: string): Letter {
  const { application, request } = about
  return {
    subject: `Comunicazione dei motivi contro l’ammissione della domanda ${application.code}`,
    text: [
      `L’istruttoria della domanda ${named(application)} ha trovato motivi che ne impediscono l’ammissione (L. 241/1990, art. 10-bis).`,
      `Motivi: ${request.reasons}`,
      `Si possono presentare osservazioni, con documenti. ${answerHere(about, publicUrl)}`,
      'Il termine del procedimento è sospeso e ricomincia dieci giorni dopo le osservazioni o, se non ce ne sono, dopo il loro termine. La decisione risponde alle osservazioni.',
    ].join('\n\n'),
  }
}

/** A term that runs from another delivery than was first told: its new end (DPR 68/2005 art. 6). */
export function movedTermLetter({ application, request, deliveredAt, dueAt }: MovedTerm): Letter {
  return {
    subject: `Nuovo termine per rispondere sulla domanda ${application.code}`,
    text: [
      `Sulla domanda ${named(application)} l’ufficio ha inviato una ${wordOf('leadRequest', request.kind)}.`,
      `Risulta consegnata il ${formatInstant(deliveredAt)}: il termine per rispondere corre da quel giorno e finisce il ${formatInstant(dueAt)}, più tardi di quanto era detto.`,
    ].join('\n\n'),
  }
}

/** The receipt of an answer: when it came, its hash, and whether it was in time. */
export function answerLetter(
  { code, title }: RequestFacts['application'],
  { sha256, at, isLate }: { sha256: string; at: Date; isLate: boolean },
): Letter {
  return {
    subject: `Ricevuta della risposta sulla domanda ${code}`,
    text: [
      `La risposta all’ufficio sulla domanda ${named({ code, title })} è arrivata il ${formatInstant(at)}${isLate ? ', dopo il suo termine: la decisione dirà se ne tiene conto' : ''}.`,
      `Impronta SHA-256 di testo e file: ${sha256}`,
    ].join('\n'),
  }
}
