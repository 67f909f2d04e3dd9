import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { ToldPartner } from '../../domain/call/confirmation.ts'
import { titleOf } from '../../words/codes.ts'
import { formatInstant } from '../../words/formats.ts'

type Told = Pick<ApplicationRecord, 'title'>
interface Letter {
  subject: string
  text: string
}
const named = ({ title }: Told) => (title === '' ? 'senza titolo' : `«${title}»`)

interface Part {
  application: Told
  call: { title: string; closesAt: Date }
  leadName: string
  partner: Pick<ToldPartner, 'role' | 'contribution'>
  link: string
}

/** Asks who acts for a body to confirm its part in an application, which the letter tells (art. 9). */
export const invitedLetter = ({ application, call, leadName, partner, link }: Part): Letter => ({
  subject: `${leadName} indica il tuo ente nella domanda ${named(application)}: conferma la partecipazione`,
  text: [
    `${leadName} indica il tuo ente nella domanda ${named(application)} all’avviso «${call.title}».`,
    `Ruolo: ${titleOf('partner', partner.role)}\nApporto: ${partner.contribution}`,
    `Conta solo chi conferma il proprio ruolo e il proprio apporto entro la chiusura, ${formatInstant(call.closesAt)} (art. 9). Leggili e confermali qui: ${link}`,
    'Se non ne sai nulla non confermare: avvisa il capofila, o il responsabile del procedimento.',
  ].join('\n\n'),
})

/** Tells a body, at the address that the register has, that the lead has uploaded a letter in its name, and how to say that it is not
 * its own (art. 9). */
export const attachedLetter = ({
  file,
  ownerEmail,
  ...part
}: Part & { file: { fileName: string; sha256: string }; ownerEmail: string }): Letter => ({
  subject: `Una lettera a nome del tuo ente, per la domanda ${named(part.application)}`,
  text: [
    `${part.leadName} ha caricato per la domanda ${named(part.application)} all’avviso «${part.call.title}» una lettera con cui il tuo ente conferma di parteciparvi.`,
    `Ruolo: ${titleOf('partner', part.partner.role)}\nApporto: ${part.partner.contribution}`,
    `File: ${file.fileName}, impronta sha-256 ${file.sha256}. Chi l’ha firmata non è verificato.`,
    'Se la lettera è del tuo ente non devi fare nulla.',
    `Se non lo è, scrivilo a ${ownerEmail}, meglio entro la chiusura, ${formatInstant(part.call.closesAt)}: chi istruisce la domanda ne tiene conto nel decidere se il tuo ente vi partecipa (art. 9).`,
    `Chi opera per il tuo ente legge ruolo e apporto qui: ${part.link}`,
  ].join('\n\n'),
})

/** Tells who confirmed a part in a draft that the lead has discarded it (art. 9). */
export const discardedLetter = (application: Told, call: { title: string }): Letter => ({
  subject: `La domanda ${named(application)} non c’è più`,
  text: `Il capofila ha eliminato la bozza della domanda ${named(application)} all’avviso «${call.title}», in cui avevi confermato la partecipazione del tuo ente: la conferma non ha più effetto. Non devi fare nulla.`,
})

/** Tells who confirmed a part in a withdrawn application that the lead writes another in its place, where nothing is confirmed yet (art. 9). */
export const redraftedLetter = (
  application: Told,
  { call, link }: { call: { title: string }; link: string },
): Letter => ({
  subject: `Nuova domanda ${named(application)}: la partecipazione va confermata di nuovo`,
  text: [
    `Il capofila ha ritirato la domanda ${named(application)} all’avviso «${call.title}», in cui avevi confermato la partecipazione del tuo ente, e ne scrive una nuova.`,
    'La conferma di prima non vale per la nuova: leggi ruolo e apporto come sono scritti adesso e, se vanno bene, conferma entro la chiusura (art. 9).',
    link,
  ].join('\n\n'),
})
