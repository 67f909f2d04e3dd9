import type { RankingCorrection } from '../../db/evaluation/ranking-correction-store.ts'
import { formatDate } from '../../words/formats.ts'

interface About {
  correction: RankingCorrection
  /** What it changes, in a sentence. */
  change: string
  callTitle: string
  office: { name: string; pec: string; responsible: string }
}
interface Letter {
  subject: string
  text: string
}

const WHAT = { ANNULMENT: 'l’annullamento d’ufficio', RECTIFICATION: 'la rettifica di un errore materiale' }

/** The notice of the start to all who are in the ranking: what is to change, why, whom to answer and until when (L. 241/1990 art. 7, 8,
 * 10). */
export function correctionBegunLetter({ correction, change, callTitle, office }: About): Letter {
  const { kind, rule, wrong, interest, heardUntil } = correction
  return {
    subject: `Avvio del procedimento: ${WHAT[kind]} sulla graduatoria di «${callTitle}»`,
    text: [
      `Si comunica l’avvio del procedimento per ${WHAT[kind]} sulla graduatoria approvata dell’avviso «${callTitle}» (L. 241/1990, artt. 7, 8 e 21-nonies).`,
      `Che cosa non va: ${wrong}\nRegola: ${rule}\nChe cosa cambierebbe: ${change} La graduatoria si ricalcola dalle stesse schede e dagli stessi voti, con questo solo dato corretto.`,
      `Interesse pubblico, e interessi di chi è in graduatoria: ${interest}`,
      `Si possono vedere gli atti e presentare memorie e documenti, che l’ufficio ha l’obbligo di valutare (L. 241/1990, art. 10), fino al ${formatDate(heardUntil)}, a ${office.name}, ${office.pec}. Responsabile del procedimento: ${office.responsible}.`,
      'Fino al nuovo atto vale la graduatoria pubblicata.',
    ].join('\n\n'),
  }
}

/** That the procedure ended with nothing changed. */
export const correctionWithdrawnLetter = (callTitle: string, reason: string): Letter => ({
  subject: `Procedimento sulla graduatoria di «${callTitle}» chiuso senza modifiche`,
  text: `Il procedimento avviato sulla graduatoria dell’avviso «${callTitle}» è chiuso, e la graduatoria resta quella pubblicata.\n\nMotivo: ${reason}`,
})

/** What comes before the outcome that is told anew. */
export const correctedOutcomeIntro = ({
  correction,
  callTitle,
}: Pick<About, 'correction' | 'callTitle'>): string =>
  `La graduatoria dell’avviso «${callTitle}» è stata ${correction.kind === 'ANNULMENT' ? 'annullata d’ufficio e rifatta' : 'rettificata'} (L. 241/1990, art. 21-nonies): ${correction.wrong} Questo esito prende il posto di quello già comunicato.`
