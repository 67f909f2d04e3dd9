import type { CallRules } from '../domain/call/configuration.ts'

/* What may be read of an application's scores, as its sheets' page reads it. */
interface Readable {
  applicationId: string
  total: string | null
  byCriterion: readonly { criterionId: string; points: string }[]
  sheets: readonly { scores: readonly { criterionId: string; centipoints: number; reason: string }[] }[]
  ofOthers: boolean
  open: boolean
  read: boolean
}

const spread = (centipoints: readonly number[]) =>
  centipoints.length === 0 ? null : { least: Math.min(...centipoints), most: Math.max(...centipoints) }

/** The scores of the project at hand: of each criterion and in all the committee's score, as the call aggregates it, the least and the most
 * that a sheet gives, and the reasons, without a name. Null where the reader has not said to read the sheets of others (art. 5, 6). */
export function itemScores(
  { total, byCriterion, sheets, ofOthers }: Readable,
  { criteria, thresholdCentipoints: threshold }: CallRules['evaluation'],
) {
  if (!ofOthers) return null
  const rows = criteria.map(({ id, label }) => {
    const given = sheets.flatMap(({ scores }) => scores.filter(({ criterionId }) => criterionId === id))
    return {
      label,
      score: byCriterion.find(({ criterionId }) => criterionId === id)?.points ?? null,
      spread: spread(given.map(({ centipoints }) => centipoints)),
      reasons: given.map(({ centipoints, reason }) => ({ centipoints, reason })),
    }
  })
  const totals = sheets.map(({ scores }) => scores.reduce((sum, { centipoints }) => sum + centipoints, 0))
  return { rows, total, threshold, count: sheets.length, spread: spread(totals) }
}
