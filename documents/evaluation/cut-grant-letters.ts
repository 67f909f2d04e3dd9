import type { CallRules } from '../../domain/call/configuration.ts'
import type { IfRefused, ReshapingOutcome } from '../../domain/evaluation/reshaping.ts'
import type { RequestFacts } from '../../procedures/evaluation/send-lead-request.ts'
import { reshapingText } from '../../words/call-rules.ts'
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
  { rules, publicUrl }: { rules: CallRules['evaluation']; publicUrl: string },
): Letter {
  const { cutGrantUnanswered, reshapedCostMinBasisPoints: share, reshapedCofinancing } = rules
  const reshaping =
    share === null
      ? 'Chi accetta realizza il progetto come è stato presentato.'
      : `Chi accetta realizza il progetto come è stato presentato, o lo rimodula dalla stessa attività. Rimodulazione: ${reshapingText(share)}. Cofinanziamento di un progetto rimodulato: ${wordOf('reshapedCofinancing', reshapedCofinancing)}.`
  return {
    subject: `Contributo ridotto al progetto ${code}: accettazione o rinuncia`,
    text: [
      `Il progetto ${code} «${title}» è in graduatoria, con un contributo ridotto. ${request.reasons}`,
      `Di’ se l’Alleanza lo accetta o vi rinuncia entro ${days} giorni da quello in cui questo messaggio è consegnato, dall’attività «Accetta il contributo ridotto»: ${publicUrl}/inbox`,
      reshaping,
      `Le risorse a cui si rinuncia vanno a chi segue in graduatoria. Chi non risponde nel termine ${wordOf('cutGrantUnanswered', cutGrantUnanswered)}.`,
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

/** How the office found the reshaping of a project, and what follows from it (art. 8). */
export function reshapingExaminedLetter(
  { code, title }: { code: string; title: string },
  { outcome, reasons, ifRefused }: { outcome: ReshapingOutcome; reasons: string; ifRefused: IfRefused },
): Letter {
  const then =
    ifRefused === 'ACCEPTED'
      ? 'Come hai scritto per questo caso, l’Alleanza accetta il contributo ridotto e realizza il progetto come è stato presentato.'
      : 'Come hai scritto per questo caso, l’Alleanza rinuncia al contributo ridotto: le risorse vanno a chi segue in graduatoria.'
  const follows =
    outcome === 'APPROVED'
      ? 'Piano, accordo e rendiconti seguono i costi rimodulati. Ciò che è stato presentato resta com’era, e la graduatoria approvata non cambia.'
      : then
  return {
    subject: `Progetto ${code}: ${wordOf('reshapingOutcome', outcome)}`,
    text: [
      `Progetto ${code} «${title}»: ${wordOf('reshapingOutcome', outcome)}.`,
      `Motivi: ${reasons}`,
      follows,
    ].join('\n\n'),
  }
}
