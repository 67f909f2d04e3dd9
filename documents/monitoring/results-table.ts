import type { ProjectReturn } from '../../db/monitoring/result-store.ts'
import { shareOf } from '../../domain/shared/money.ts'
import { toCsv } from '../../reports/csv.ts'
import { formatExactPercent } from '../../words/formats.ts'

const header = [
  'Progetto',
  'Titolo',
  'Capofila',
  'Indicatore',
  'Atteso',
  'Raggiunto',
  'Rapporto',
  'Nota',
] as const

/** Achieved against expected as Italian text, e.g. "103,25 %"; empty when nothing was expected. */
export function shareText(achieved: number, expected: number): string {
  const basisPoints = shareOf(achieved, expected)
  return basisPoints === null ? '' : formatExactPercent(basisPoints)
}

/** One row for each project and indicator, expected against achieved, as CSV (art. 6, 8). */
export function resultsTable(projects: readonly ProjectReturn[]): Buffer {
  const rows = projects.flatMap((project) =>
    project.results.map(({ indicator, expected, achieved, note }) => [
      project.code,
      project.title,
      project.leadName,
      indicator,
      expected,
      achieved,
      shareText(achieved ?? 0, expected),
      note,
    ]),
  )
  return toCsv(header, rows)
}
