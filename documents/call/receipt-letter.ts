import type { ApplicationRecord, SubmittedApplication } from '../../db/call/application-store.ts'
import { formatInstant } from '../../words/formats.ts'

/** The receipt that whoever submitted an application gets by mail (art. 10). */
export function receiptLetter(application: SubmittedApplication): { subject: string; text: string } {
  return {
    subject: `Ricevuta di presentazione ${application.receiptNumber}`,
    text: [
      `La domanda ${application.code} "${application.title}" è arrivata il ${formatInstant(application.arrivedAt)}.`,
      `Numero della ricevuta: ${application.receiptNumber}`,
      `Impronta SHA-256 di contenuto e allegati: ${application.contentSha256}`,
    ].join('\n'),
  }
}

/** The receipt that whoever withdrew an application gets by mail (art. 10). Throws Error for one not withdrawn. */
export function withdrawalLetter(
  application: ApplicationRecord,
  { closesAt }: { closesAt: Date },
): { subject: string; text: string } {
  if (application.withdrawnAt === null) throw new Error('a withdrawal needs its instant')
  return {
    subject: `Ricevuta di ritiro della domanda ${application.receiptNumber}`,
    text: [
      `La domanda ${application.code} "${application.title}" è stata ritirata il ${formatInstant(application.withdrawnAt)} e non partecipa più all'avviso.`,
      `Numero della ricevuta di presentazione: ${application.receiptNumber}`,
      `Fino alla chiusura (${formatInstant(closesAt)}) si può presentare una nuova domanda.`,
    ].join('\n'),
  }
}
