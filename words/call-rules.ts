import type { CallRules, RESERVED_TIE_BREAKS, TrancheRule } from '../domain/call/configuration.ts'
import type { MissedMinimum } from '../domain/evaluation/scoring.ts'
import { formatDecimal, formatExactPercent, formatPoints } from './formats.ts'
import { wordOf } from './codes.ts'

type TrancheTerms = Pick<TrancheRule, 'amount' | 'preconditions'>
type Criteria = readonly { id: string; label: string }[]

/** What decides between equals: a criterion's points, or one of the fixed rules. */
export function tieBreakText(tieBreak: string, criteria: Criteria): string {
  const criterion = criteria.find((one) => one.id === tieBreak)
  if (criterion !== undefined) return `punteggio più alto in «${criterion.label}»`
  return wordOf('tieBreak', tieBreak as (typeof RESERVED_TIE_BREAKS)[number])
}

type NotedEntry = { position: number | null; tieBreak: string | null; missed: readonly MissedMinimum[] }

/** Why an entry of a ranking stands where it does, where its points do not say it: what told it from the one before it with the
 * same points, and each minimum that it does not reach (art. 6, 7). */
export function entryNotes({ position, tieBreak, missed }: NotedEntry, criteria: Criteria): string[] {
  const tie =
    tieBreak === null || position === null
      ? []
      : [`a pari punti con il posto ${position - 1}, che precede per ${tieBreakText(tieBreak, criteria)}`]
  return [...tie, ...missed.map((one) => missedText(one, criteria))]
}

/** A minimum that was not reached: `«Efficacia» 11,997 punti, minimo 12`. */
function missedText({ criterionId, points, minCentipoints }: MissedMinimum, criteria: Criteria): string {
  if (criterionId === null) return `${formatDecimal(points)} punti, soglia ${formatPoints(minCentipoints)}`
  const label = criteria.find((one) => one.id === criterionId)?.label ?? criterionId
  return `«${label}» ${formatDecimal(points)} punti, minimo ${formatPoints(minCentipoints)}`
}

/** What must be there before a tranche is paid, and how its amount is found where that is no plain share. */
export function trancheConditions({ amount, preconditions }: TrancheTerms): string {
  const before = preconditions.map((one) => wordOf('precondition', one)).join(', ') || 'nessuna'
  return amount === 'GRANT_SHARE' ? before : `${before}; ${wordOf('trancheAmount', amount)}`
}

/** Whom an alliance brings together at least, and who may lead it, in a sentence (art. 9, 10). */
export function allianceText({
  minBodies,
  minPublic,
  minMicroSmall,
  leadPublicOnly,
}: CallRules['partnership']): string {
  const least = [
    ...(minPublic ? [minPublic === 1 ? 'almeno un ente pubblico' : `almeno ${minPublic} enti pubblici`] : []),
    ...(minMicroSmall
      ? [
          minMicroSmall === 1
            ? 'almeno una micro o piccola impresa'
            : `almeno ${minMicroSmall} micro o piccole imprese`,
        ]
      : []),
  ]
  const bodies =
    minBodies === 1 ? 'Basta un ente' : `Servono almeno ${minBodies} enti, fra capofila e partner`
  const among = least.length === 0 ? '' : `; fra loro ${least.join(' e ')}`
  return `${bodies}${among}. Il capofila ${leadPublicOnly ? 'è un ente pubblico' : 'può essere pubblico o privato'}.`
}

/** What a call that lets a project be reshaped to a cut grant says of it, by the share of its cost that stays (art. 8). */
export const reshapingText = (share: number): string =>
  `ammessa nel termine per rispondere: si riducono i costi, senza aumentare né aggiungere voci, e il costo totale resta almeno il ${formatExactPercent(share)} di quello presentato; ogni ente che ha costi propri ne conserva. Valgono ancora i limiti del contributo, del cofinanziamento e delle categorie. Enti, azioni e risultati attesi non cambiano. L’ufficio la esamina: chi la chiede dice se, non approvata, realizza il progetto come è stato presentato o rinuncia al contributo`
