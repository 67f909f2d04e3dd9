import type { RankingCorrectionStatus } from '../domain/evaluation/lifecycle.ts'
import type { CorrectedDatum, RankingCorrectionKind } from '../domain/evaluation/ranking-input.ts'
import { formatEuro } from './formats.ts'

/** What a correction changes of an application, in a sentence; its cost as it was ranked before, in cents. */
export function correctedText(
  corrected: { datum: 'ADMISSIBILITY' } | { datum: 'ELIGIBLE_COST'; eligibleCostCents: number },
  { code, title, rankedCostCents }: { code: string; title: string; rankedCostCents: number },
): string {
  const of = `${code} «${title}»`
  return corrected.datum === 'ADMISSIBILITY'
    ? `la domanda ${of} non è più ammessa.`
    : `il costo su cui si calcola il contributo di ${of} passa da ${formatEuro(rankedCostCents)} a ${formatEuro(corrected.eligibleCostCents)}.`
}

/** What comes of a ranking, and how it is corrected: part of the lists of `codes.ts`. */
export const rankingWords = {
  outcome: {
    FUNDED: 'finanziato',
    PARTIALLY_FUNDED: 'finanziato in parte',
    ADMITTED_NOT_FUNDED: 'ammesso, non finanziato',
    BELOW_THRESHOLD: 'non ammesso: sotto soglia',
    NOT_ADMITTED: 'non ammesso',
    DECLINED: 'ha rinunciato al contributo ridotto',
  },
  rankingCorrection: {
    PROPOSED: 'aspetta il suo atto',
    IN_FORCE: 'in vigore',
    WITHDRAWN: 'ritirata prima dell’adozione',
  } satisfies Record<RankingCorrectionStatus, string>,
  rankingCorrectionKind: {
    ANNULMENT: 'annullamento d’ufficio (L. 241/1990, art. 21-nonies)',
    RECTIFICATION: 'rettifica di un errore materiale',
  } satisfies Record<RankingCorrectionKind, string>,
  correctedDatum: {
    ADMISSIBILITY: 'è stata ammessa e non lo doveva essere',
    ELIGIBLE_COST: 'il costo su cui si calcola il contributo',
  } satisfies Record<CorrectedDatum['datum'], string>,
}
