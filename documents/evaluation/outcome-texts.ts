import { formatDecimal, formatEuro } from '../../words/formats.ts'
import type { RankingLine } from '../../db/evaluation/ranking-store.ts'
import { pointsOf } from '../../domain/shared/fraction.ts'

/** What a lead is told of its own application, and of nothing else (art. 8). */
export function outcomeText(line: RankingLine, reason: string): string {
  const place = `posizione ${line.position ?? '-'} con ${line.aggregate ? formatDecimal(pointsOf(line.aggregate)) : '-'} punti`
  const texts: Record<RankingLine['outcome'], string> = {
    FUNDED: `è in graduatoria, ${place}, con un contributo di ${formatEuro(line.grantCents)}.`,
    PARTIALLY_FUNDED: `è in graduatoria, ${place}, con un contributo ridotto alle risorse disponibili: ${formatEuro(line.grantCents)}.`,
    ADMITTED_NOT_FUNDED: `è in graduatoria, ${place}, ma le risorse disponibili non bastano a finanziarlo.`,
    BELOW_THRESHOLD: `non raggiunge la soglia dell’avviso: ha ${line.aggregate ? formatDecimal(pointsOf(line.aggregate)) : '-'} punti.`,
    NOT_ADMITTED: `non è ammesso. Motivo: ${reason}`,
  }
  return texts[line.outcome]
}
