import { allianceMinima } from '../domain/call/alliance-minima.ts'
import type { ApplicationDraft } from '../domain/call/application.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import { percentOf, sumCents } from '../domain/shared/money.ts'
import { formatCount, formatEuro } from '../words/formats.ts'

/** A figure of an application beside the limit that its call sets. */
interface Figure {
  /** What it is the evidence of: the code of a formal reason, or a name of its own. */
  id: string
  what: string
  found: string
  limit: string
}

const sum = (amounts: readonly (number | null)[]): number => sumCents(amounts.map((one) => one ?? 0))

/** How many bodies an alliance has, beside the minima of its call (art. 9). */
export const allianceFigures = (content: ApplicationDraft, rules: CallRules): Figure[] =>
  allianceMinima(content, rules).flatMap(({ code, what, least, found }) =>
    least === null
      ? []
      : {
          ...{ id: code, what: `${what[0]?.toUpperCase()}${what.slice(1)} fra capofila e partner` },
          ...{ found: formatCount(found), limit: `almeno ${formatCount(least)}` },
        },
  )

/** What is asked and what the alliance brings, beside the limits of the call (art. 10). */
export function costFigures(content: ApplicationDraft, { grant, costCategories }: CallRules): Figure[] {
  const total = content.totalCostCents ?? 0
  const share = percentOf(total, grant.maxShareBasisPoints)
  const most = Math.min(share, grant.maxAmountCents ?? share)
  const least = grant.minAmountCents === null ? '' : `almeno ${formatEuro(grant.minAmountCents)}, `
  return [
    {
      ...{ id: 'grant', what: 'Contributo chiesto', found: formatEuro(content.requestedGrantCents ?? 0) },
      limit: `${least}al massimo ${formatEuro(most)}`,
    },
    {
      ...{ id: 'cofinancing', what: 'Cofinanziamento' },
      found: formatEuro(sum(content.cofinancing.map((one) => one.amountCents))),
      limit: `almeno ${formatEuro(percentOf(total, grant.cofinancingMinBasisPoints))}`,
    },
    ...costCategories.flatMap(({ id, label, capBasisPoints }) => {
      const lines = content.budgetLines.filter((line) => line.categoryId === id)
      const found = formatEuro(sum(lines.map((line) => line.costCents)))
      const limit = capBasisPoints === null ? null : formatEuro(percentOf(total, capBasisPoints))
      return limit === null ? [] : { id: `category-${id}`, what: label, found, limit: `al massimo ${limit}` }
    }),
  ]
}
