import type { RankingLine } from '../../db/evaluation/ranking-store.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { formatPoints } from '../../domain/shared/fraction.ts'
import { formatEuro } from '../../domain/shared/money.ts'

const reserved: Record<string, string> = {
  COFINANCING_SHARE: 'maggiore quota di cofinanziamento',
  LOWER_REQUEST: 'minore contributo richiesto',
  SUBMITTED_AT: 'ordine di presentazione',
  DRAW: 'sorteggio ripetibile',
}

const aggregations: Record<CallRules['evaluation']['aggregation'], string> = {
  MEAN: 'media dei punteggi dei valutatori, criterio per criterio',
  TRIMMED_MEAN: 'media senza il punteggio più alto e il più basso, criterio per criterio',
  MEDIAN: 'mediana dei punteggi dei valutatori, criterio per criterio',
}

/** What a tie-break of the call is called: a criterion's points, or one of the fixed rules. */
export function tieBreakLabel(tieBreak: string, rules: CallRules): string {
  const criterion = rules.evaluation.criteria.find((one) => one.id === tieBreak)
  return criterion === undefined
    ? (reserved[tieBreak] ?? tieBreak)
    : `punteggio più alto in «${criterion.label}»`
}

/** The call's tie-breaks in their order, in words. */
export function tieBreaksText(rules: CallRules): string {
  return rules.evaluation.tieBreaks.map((one) => tieBreakLabel(one, rules)).join(', poi ')
}

/** The call's aggregation rule in words. */
export function aggregationText(rules: CallRules): string {
  return aggregations[rules.evaluation.aggregation]
}

/** What a lead is told of its own application, and of nothing else (art. 8). */
export function outcomeText(line: RankingLine, reason: string): string {
  const place = `posizione ${line.position ?? '-'} con ${line.aggregate ? formatPoints(line.aggregate) : '-'} punti`
  const texts: Record<RankingLine['outcome'], string> = {
    FUNDED: `è in graduatoria, ${place}, con un contributo di ${formatEuro(line.grantCents)}.`,
    PARTIALLY_FUNDED: `è in graduatoria, ${place}, con un contributo ridotto alle risorse disponibili: ${formatEuro(line.grantCents)}.`,
    ADMITTED_NOT_FUNDED: `è in graduatoria, ${place}, ma le risorse disponibili non bastano a finanziarlo.`,
    BELOW_THRESHOLD: `non raggiunge la soglia dell’avviso: ha ${line.aggregate ? formatPoints(line.aggregate) : '-'} punti.`,
    NOT_ADMITTED: `non è ammesso. Motivo: ${reason}`,
  }
  return texts[line.outcome]
}
