import type { CutGrantUnanswered } from '../../domain/call/configuration.ts'
import type { RequestFacts } from '../../procedures/evaluation/send-lead-request.ts'
import { wordOf } from '../../words/codes.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'

interface Letter {
  subject: string
  text: string
}
/** In cents: what the budget line leaves, and what the rules would give. */
export interface CutGrantFacts {
  grantCents: number
  entitledCents: number
}

/** Why a lead is asked whether it takes a grant (art. 8). */
export const cutGrantReasons = ({ grantCents, entitledCents }: CutGrantFacts): string =>
  `Le risorse dell’avviso non bastano per il contributo intero di ${formatEuro(entitledCents)}: ne restano ${formatEuro(grantCents)}.`

/** Asks whether the alliance takes a cut grant, with the term and the meaning of silence of the notice (art. 8). */
export function cutGrantLetter(
  { application: { code, title }, request, days }: RequestFacts,
  { unanswered, publicUrl }: { unanswered: CutGrantUnanswered; publicUrl: string },
): Letter {
  return {
    subject: `Contributo ridotto al progetto ${code}: accettazione o rinuncia`,
    text: [
      `Il progetto ${code} «${title}» è in graduatoria, con un contributo ridotto. ${request.reasons}`,
      `Di’ se l’Alleanza lo accetta o vi rinuncia entro ${days} giorni da quello in cui questo messaggio è consegnato, dall’attività «Accetta il contributo ridotto»: ${publicUrl}/inbox`,
      `Chi accetta realizza il progetto come è stato presentato. Le risorse a cui si rinuncia vanno a chi segue in graduatoria. Chi non risponde nel termine ${wordOf('cutGrantUnanswered', unanswered)}.`,
      'Il contributo è subordinato all’approvazione del Piano territoriale da parte della Regione.',
    ].join('\n\n'),
  }
}

/** The outcome of an application that somebody's answer on a cut grant changes (art. 8). */
export function slidLetter(
  { code, title }: { code: string; title: string },
  { isFunded, grantCents }: { isFunded: boolean; grantCents: number },
): Letter {
  const outcome = isFunded
    ? `ha ora un contributo intero di ${formatEuro(grantCents)}, con le risorse a cui un altro progetto ha rinunciato.`
    : 'non ha più il contributo ridotto: vi ha rinunciato il suo capofila, o il termine per rispondere è passato e per l’avviso vale come rinuncia.'
  return {
    subject: `Nuovo esito del progetto ${code}`,
    text: [
      `Il progetto ${code} «${title}» ${outcome}`,
      'La graduatoria approvata non cambia. L’esito è subordinato all’approvazione del Piano territoriale da parte della Regione.',
    ].join('\n\n'),
  }
}

/** The receipt of what a lead answered on a cut grant. */
export const acceptanceLetter = (
  { code, title }: { code: string; title: string },
  { text, sha256, at }: { text: string; sha256: string; at: Date },
): Letter => ({
  subject: `Ricevuta della risposta sul contributo al progetto ${code}`,
  text: `La risposta sul contributo ridotto al progetto ${code} «${title}» è arrivata il ${formatInstant(at)}: ${text}\nImpronta SHA-256 del testo: ${sha256}`,
})
