import type { Stores } from '../../db/stores.ts'
import type { Ranking } from '../../db/evaluation/ranking-store.ts'
import { standingGrants } from '../../domain/evaluation/cut-grant.ts'
import type { StandingGrant } from '../../domain/evaluation/cut-grant.ts'

/** The grants of a call's adopted ranking as they stand after the answers so far; `without` tells them with one more lead that does
 * without, `entitledCents` what the rules would give an application (art. 8). Throws Error (a bug) before the ranking is adopted. */
export async function readStandingGrants(
  { evaluation }: Stores,
  callId: string,
): Promise<{
  ranking: Ranking
  grants: StandingGrant[]
  without: (applicationId: string) => StandingGrant[]
  entitledCents: (applicationId: string) => number
}> {
  const ranking = await evaluation.adoptedRanking(callId)
  if (ranking === null) throw new Error(`call ${callId} has no adopted ranking`)
  const { entries, input } = await evaluation.sealOf(ranking.id)
  const declined = await evaluation.declinedOf(ranking.id)
  const withDeclined = (all: ReadonlySet<string>) => standingGrants(entries, all, input.rules)
  return {
    ranking,
    grants: withDeclined(declined),
    without: (applicationId) => withDeclined(new Set([...declined, applicationId])),
    entitledCents: (applicationId) =>
      entries.find((one) => one.applicationId === applicationId)?.entitledCents ?? 0,
  }
}
