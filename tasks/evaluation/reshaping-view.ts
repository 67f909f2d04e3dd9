import { lineKey } from '../../domain/call/application.ts'
import type { Application, ApplicationDraft } from '../../domain/call/application.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import type { PartnerStanding } from '../../domain/call/confirmation.ts'
import { withoutPartners } from '../../domain/call/partner-decisions.ts'
import type { Reshaping } from '../../db/evaluation/reshaping-store.ts'
import type { Reshaped } from '../../domain/evaluation/reshaping.ts'
import { sumCents } from '../../domain/shared/money.ts'
import { titleOf, wordOf } from '../../words/codes.ts'
import { formatEuro } from '../../words/formats.ts'

type Line = Application['budgetLines'][number]
type Given = Application['cofinancing'][number]

type Categories = Pick<CallRules, 'costCategories'>

/** A body of an application as it is named in it. */
export const bodyIn = ({ partners }: Application, code: string): string =>
  partners.find(({ bodyTaxCode }) => bodyTaxCode === code)?.bodyName ?? code

/** A line of its budget in words. */
export function lineName(
  application: Application,
  { bodyTaxCode, categoryId, year }: Line,
  { costCategories }: Categories,
): string {
  const category = costCategories.find(({ id }) => id === categoryId)?.label ?? categoryId
  return `${bodyIn(application, bodyTaxCode)}, ${category}, ${year}`
}

const givenKey = ({ bodyTaxCode, kind }: Given): string => `${bodyTaxCode} ${kind}`

/** A reshaping beside what was presented, line by line, as whoever may see the application reads it. */
export function reshapingRows(presented: Application, reshaped: Reshaped, rules: Categories) {
  const row = (what: string, before: number, after: number) => ({
    ...{ what, presented: formatEuro(before), reshaped: formatEuro(after) },
  })
  const costIn = ({ budgetLines }: Reshaped, key: string): number =>
    budgetLines.find((one) => lineKey(one) === key)?.costCents ?? 0
  const givenIn = ({ cofinancing }: Reshaped, key: string): number =>
    sumCents(cofinancing.filter((one) => givenKey(one) === key).map((one) => one.amountCents))
  const lines = presented.budgetLines.filter(({ costCents }) => costCents > 0)
  const givers = new Map(
    [...presented.cofinancing, ...reshaped.cofinancing].map((one) => [givenKey(one), one]),
  )
  return {
    costs: [
      ...lines.map((line) =>
        row(lineName(presented, line, rules), line.costCents, costIn(reshaped, lineKey(line))),
      ),
      row('Costo totale', presented.totalCostCents, reshaped.totalCostCents),
    ],
    sources: [
      row('Contributo', presented.requestedGrantCents, reshaped.requestedGrantCents),
      ...[...givers].map(([key, { bodyTaxCode, kind }]) =>
        row(
          `${bodyIn(presented, bodyTaxCode)}, ${titleOf('cofinancing', kind)}`,
          givenIn(presented, key),
          givenIn(reshaped, key),
        ),
      ),
    ],
  }
}

interface Told {
  content: ApplicationDraft
  partners: readonly { code: string; standing: PartnerStanding }[]
  reshaping: Reshaping | null
}

/** The same with how it was examined; null of an application that nobody reshapes. */
export function toldReshaping({ content, partners, reshaping }: Told, rules: CallRules) {
  if (reshaping === null) return null
  const dropped = partners.filter(({ standing }) => standing === 'DROPPED').map(({ code }) => code)
  /* What is reshaped was presented: nothing is missing in it. */
  const presented = withoutPartners(content as Application, dropped)
  const { outcome, reasons, examinedAt, ifRefused } = reshaping
  return {
    ...{ reasons, examinedAt },
    outcome: outcome === null ? 'Rimodulazione da esaminare' : titleOf('reshapingOutcome', outcome),
    ifRefused: outcome === 'APPROVED' ? null : wordOf('cutGrantAnswer', ifRefused),
    tables: Object.entries(reshapingRows(presented, reshaping.content, rules)).map(([kind, rows]) => ({
      title: kind === 'costs' ? 'Costi rimodulati' : 'Contributo e cofinanziamento rimodulati',
      rows,
    })),
  }
}
