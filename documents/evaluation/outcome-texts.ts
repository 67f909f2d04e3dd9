import { entryNotes } from '../../words/call-rules.ts'
import { formatDecimal, formatEuro } from '../../words/formats.ts'
import type { RankingLine } from '../../db/evaluation/ranking-store.ts'

/* What an outcome is told with: why an application was refused, and what its examination found; the criteria of the call. */
interface OutcomeFacts {
  reason: string
  found: readonly string[]
  criteria: readonly { id: string; label: string }[]
}

/** What a lead is told of its own application, and of nothing else: place and points, what told it from the one before it with the
 * same points, each minimum that was missed, or why it was not admitted and what was missing (art. 8; L. 241/1990 art. 3). */
export function outcomeText(line: RankingLine, { reason, found, criteria }: OutcomeFacts): string {
  const points = line.points === null ? '-' : formatDecimal(line.points)
  const notes = entryNotes(line, criteria).join('; ')
  const place = `posizione ${line.position ?? '-'} con ${points} punti${notes === '' ? '' : ` (${notes})`}`
  const texts: Record<RankingLine['outcome'], string> = {
    FUNDED: `è in graduatoria, ${place}, con un contributo di ${formatEuro(line.grantCents)}.`,
    PARTIALLY_FUNDED: `è in graduatoria, ${place}, con un contributo ridotto alle risorse disponibili: ${formatEuro(line.grantCents)}. Con un messaggio a parte si chiede se l’Alleanza lo accetta, nel termine dell’avviso.`,
    ADMITTED_NOT_FUNDED: `è in graduatoria, ${place}, ma le risorse disponibili non bastano a finanziarlo.`,
    BELOW_THRESHOLD: `non raggiunge i minimi dell’avviso, con ${points} punti in tutto: ${notes}.`,
    NOT_ADMITTED: `non è ammesso. Motivo: ${reason}${foundText(found)}`,
  }
  return texts[line.outcome]
}

const foundText = (found: readonly string[]): string =>
  found.length === 0 ? '' : `\nL’istruttoria ha rilevato:\n${found.map((one) => `– ${one}`).join('\n')}`

/** How the records are seen, and how the act is contested and by when, from the day on which the notice is delivered (L. 241/1990
 * art. 3 c. 4 and 22-25; D.Lgs. 104/2010 art. 29, 41; DPR 1199/1971 art. 9). `act` is the one that approves the ranking. */
export const rightsText = (act: string, office: { name: string; pec: string }): string =>
  [
    `La graduatoria è approvata con ${act}. Gli atti del procedimento si possono vedere e averne copia (L. 241/1990, artt. 22-25): la richiesta si fa a ${office.name}, ${office.pec}.`,
    'Contro l’atto si può ricorrere al Tribunale amministrativo regionale entro 60 giorni (D.Lgs. 104/2010, artt. 29 e 41) o, in alternativa, al Presidente della Repubblica con ricorso straordinario entro 120 giorni (DPR 1199/1971, art. 9). I termini decorrono dalla consegna di questa comunicazione.',
  ].join('\n\n')
