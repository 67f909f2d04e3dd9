import type { CallDraftPart } from '../../db/call/call-draft-store.ts'
import type { Tree } from '../../domain/call/call-draft.ts'
import { isTree } from '../../domain/call/call-draft.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { callWindow } from '../../domain/call/window.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import type { StepContext } from '../context.ts'

/** What was written so far, all parts in one. */
export function wholeDraft(parts: readonly CallDraftPart[]): Tree {
  return parts.reduce<Tree>((whole, { content }) => merged(whole, content), {})
}

/* Two parts never hold the same value. */
function merged(whole: Tree, more: Tree): Tree {
  const made = { ...whole }
  for (const [key, value] of Object.entries(more)) {
    const here = made[key]
    made[key] = isTree(here) && isTree(value) ? merged(here, value) : value
  }
  return made
}

/** The version of a draft: that of its newest part, 0 where nothing was saved. */
export const draftVersion = (parts: readonly CallDraftPart[]): number =>
  Math.max(0, ...parts.map(({ version }) => version))

/** The part that was saved last; none where nothing was saved. */
export const newestPart = (parts: readonly CallDraftPart[]): CallDraftPart | undefined =>
  parts.find(({ version }) => version === draftVersion(parts))

/** That somebody has saved meanwhile: who, when, and what is there now. */
export const draftChanged = (current: CallDraftPart | undefined): BusinessError =>
  new BusinessError('DRAFT_CHANGED', { by: current?.savedBy, savedAt: current?.savedAt, current })

/** What keeps a call that contradicts nothing from being prepared in its cycle today: other allocations, a window that has
 * passed (art. 8). */
export async function problemsInCycle(
  { stores, now }: StepContext,
  cycleId: string,
  rules: CallRules,
): Promise<Problem[]> {
  const assigned = await stores.cycles.allocations(cycleId)
  return [...allocationProblem(assigned, rules), ...windowProblem(rules, now)]
}

type Allocation = Pick<CallRules['allocation']['years'][number], 'year'> & { amountCents: number }

function allocationProblem(assigned: readonly Allocation[], { allocation }: CallRules): Problem[] {
  const listed = (years: readonly Allocation[]): string =>
    years.map(({ year, amountCents }) => `${year} ${amountCents}`).join()
  if (listed(assigned) === listed(allocation.years.toSorted((a, b) => a.year - b.year))) return []
  const amounts = assigned.map(({ year, amountCents }) => `${year}: {${amountCents}:euro}`).join(', ')
  const message = `Le assegnazioni non sono quelle del ciclo (${amounts}).`
  return [{ path: 'allocation.years', code: 'NOT_OF_THE_CYCLE', message }]
}

function windowProblem(rules: CallRules, now: Date): Problem[] {
  const window = callWindow(rules.window)
  if (window !== null && now < window.closesAt) return []
  const message = 'La chiusura è già passata: nessuno potrebbe presentare una domanda.'
  return [{ path: 'window.closes', code: 'CLOSING_PASSED', message }]
}
