import type { PublishedRanking } from '../../db/evaluation/ranking-read-model.ts'
import { actPhrase } from '../act/document-base.ts'
import { callRules } from '../../domain/call/configuration.ts'
import { NOT_CONFIRMED } from '../../procedures/evaluation/refusal-reasons.ts'
import { toCsv } from '../../reports/csv.ts'
import { entryNotes } from '../../words/call-rules.ts'
import { titleOf } from '../../words/codes.ts'
import { formatDecimal, formatPlainAmount } from '../../words/formats.ts'

const HEADER = [
  'Posizione',
  'Codice progetto',
  'Titolo',
  'Ente capofila',
  'Codice fiscale',
  'Punti',
  'Esito',
  'Motivo',
  'Contributo (euro)',
  'In sostituzione di',
]

/** The published ranking with every outcome as a table (D.Lgs. 33/2013 art. 26, 27): names of bodies, no persons. */
export function publishedRankingCsv({ rows, configuration, corrections }: PublishedRanking): Buffer {
  const replaced = replacedText(corrections)
  const { criteria } = callRules(configuration).evaluation
  return toCsv(
    HEADER,
    rows.map((row) => [
      ...[row.position, row.code, row.title, row.leadName, row.leadTaxCode],
      row.points === null ? null : formatDecimal(row.points),
      titleOf('outcome', row.outcome),
      row.outcome === 'NOT_ADMITTED' ? (row.refusal ?? NOT_CONFIRMED) : entryNotes(row, criteria).join('; '),
      formatPlainAmount(row.grantCents),
      replaced,
    ]),
  )
}

/* The last annulled ranking, by the acts that approved and annulled it (L. 241/1990 art. 21-nonies). */
function replacedText(corrections: PublishedRanking['corrections']): string | null {
  const { act = null, annulledAct = null } = corrections.at(-1) ?? {}
  if (act === null || annulledAct === null) return null
  return `graduatoria approvata con ${actPhrase(annulledAct)}, annullata con ${actPhrase(act)}`
}

/** The same for programs, with the rules that it follows: points as decimal text, minima in centipoints, amounts in cents. */
export function publishedRankingJson({ configuration, ...ranking }: PublishedRanking): Buffer {
  const { criteria, maxCentipoints, thresholdCentipoints, tieBreaks } = callRules(configuration).evaluation
  const rules = { maxCentipoints, thresholdCentipoints, criteria, tieBreaks }
  return Buffer.from(`${JSON.stringify({ formatVersion: 1, ...ranking, rules }, null, 2)}\n`)
}
