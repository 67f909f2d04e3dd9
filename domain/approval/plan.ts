import { splitByWeights, subtractCents, sumCents, WHOLE_BASIS_POINTS, ZERO } from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'
import type { Problem } from '../shared/problem.ts'

/** How an allocation divides between alliances and system actions; the two parts always sum to it. In cents. */
export function splitAllocation(totalCents: number, alliancesShareBasisPoints: number) {
  const shares = [alliancesShareBasisPoints, WHOLE_BASIS_POINTS - alliancesShareBasisPoints]
  const [alliancesCents, systemActionsCents] = splitByWeights(totalCents, shares)
  return { alliancesCents: alliancesCents ?? ZERO, systemActionsCents: systemActionsCents ?? ZERO }
}

/** A plan version by its amounts (art. 8): the projects it funds and what goes to system actions, against what the Region
 * assigned. In cents. */
export type PlanAmounts = {
  allocationCents: number
  alliancesShareBasisPoints: number
  projects: readonly { applicationId: string; grantCents: number; costCents: number }[]
  systemActionsCents: number
}

/** Totals of a plan version; `unassignedCents` is what neither projects nor system actions take. */
export function planTotals(plan: PlanAmounts): {
  grantsCents: Cents
  totalCents: Cents
  unassignedCents: Cents
} {
  const grantsCents = sumCents(plan.projects.map((one) => one.grantCents))
  const totalCents = sumCents([grantsCents, plan.systemActionsCents])
  return { grantsCents, totalCents, unassignedCents: subtractCents(plan.allocationCents, totalCents) }
}

function limit(path: string, what: string, amounts: { found: number; most: number }): Problem[] {
  if (amounts.found <= amounts.most) return []
  const message = `${what}: {${amounts.found}:euro}, il massimo è {${amounts.most}:euro}.`
  return [{ path, code: 'ABOVE_ALLOCATION', message }]
}

/** What keeps a plan version from being adopted: grants above the alliances' part, system actions above theirs, a grant
 * above its project's cost, a project given twice, no project at all. */
export function checkPlan(plan: PlanAmounts): Problem[] {
  const { alliancesCents, systemActionsCents } = splitAllocation(
    plan.allocationCents,
    plan.alliancesShareBasisPoints,
  )
  const ids = plan.projects.map((one) => one.applicationId)
  const wrong = plan.projects.flatMap(({ grantCents, costCents }, index): Problem[] => {
    const sound = grantCents > 0 && grantCents <= costCents
    const message = 'Il contributo di un progetto deve essere positivo e non superare il costo.'
    return sound ? [] : [{ path: `projects[${index}].grantCents`, code: 'GRANT_WRONG', message }]
  })
  const empty = { path: 'projects', code: 'EMPTY', message: 'Il piano non contiene progetti.' }
  const twice = { path: 'projects', code: 'REPEATED', message: 'Un progetto compare due volte.' }
  return [
    ...(ids.length === 0 ? [empty] : []),
    ...(new Set(ids).size === ids.length ? [] : [twice]),
    ...wrong,
    ...limit('projects', 'Contributi alle alleanze', {
      found: planTotals(plan).grantsCents,
      most: alliancesCents,
    }),
    ...limit('systemActionsCents', 'Azioni di sistema', {
      found: plan.systemActionsCents,
      most: systemActionsCents,
    }),
  ]
}
