import type { ExclusionRecord } from '../../db/evaluation/exclusion-store.ts'
import { pairKey } from '../../domain/evaluation/possible-evaluators.ts'
import type { UseCaseContext } from '../context.ts'
import { findAllianceTies } from './find-exclusions.ts'

/** Makes a change of the register or of an alliance, and flags the projects to which it newly ties somebody who scored, or who has an
 * own office in a body of their alliance: of calls whose outcome is out and whose cycle goes on. A flag changes no rank; that of
 * an own office keeps its person from what is still decided about the project (art. 5, 9; L. 241/1990 art. 6-bis). `on`: the first day
 * on which the change counts. Gives how many are new. */
export async function flagNewTies(
  context: UseCaseContext,
  { on, make }: { on: Date; make: () => Promise<unknown> },
): Promise<number> {
  const calls = await context.stores.evaluation.callsDecided()
  const before = new Map<string, ReadonlySet<string>>()
  for (const { id } of calls) before.set(id, new Set((await tiesOf(context, id, on)).map(tieKey)))
  await make()
  let flagged = 0
  for (const { id, cycleId } of calls) {
    const fresh = (await tiesOf(context, id, on)).filter((one) => !before.get(id)?.has(tieKey(one)))
    if (fresh.length > 0) await flag(context, cycleId, fresh)
    flagged += fresh.length
  }
  return flagged
}

async function tiesOf({ stores }: UseCaseContext, callId: string, now: Date): Promise<ExclusionRecord[]> {
  const scored = await stores.evaluation.scorersOf(callId)
  const pairs = new Set(scored.map(pairKey))
  const ties = await findAllianceTies(stores, callId, { now, also: scored.map((one) => one.personId) })
  return ties.filter((one) => one.path[0]?.via === 'OFFICE' || pairs.has(pairKey(one)))
}

const tieKey = (one: ExclusionRecord): string => `${pairKey(one)} ${one.path[0]?.via ?? ''}`

async function flag(
  context: UseCaseContext,
  cycleId: string,
  fresh: readonly ExclusionRecord[],
): Promise<void> {
  await context.stores.evaluation.addExclusions(
    fresh.map((one) => ({
      ...one,
      ...{ basis: 'AFTER_RANKING', excludedAt: context.now },
      fullReason: `conflitto emerso dopo l’adozione della graduatoria, che non cambia: ${one.fullReason}`,
    })),
  )
  await context.record({
    ...{ cycleId, action: 'flag-new-ties', subjectId: fresh[0]?.callId ?? '' },
    facts: { flags: fresh.map(({ personId, applicationId }) => ({ personId, applicationId })) },
  })
}
