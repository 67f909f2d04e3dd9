import type { Stores } from '../../db/stores.ts'

/** Why a project that was admitted is not in the ranking: the committee's vote (art. 6, 7). */
export const NOT_CONFIRMED = 'il Comitato non ha confermato il progetto nella seduta di valutazione.'

/** Tells why an application of a call is not in the ranking: the reasons of the decision on admissibility, what annulled its admission
 * afterwards, or the committee's vote (art. 6, 10; L. 241/1990 art. 21-nonies). */
export async function refusalReasons(
  stores: Stores,
  callId: string,
): Promise<(applicationId: string) => string> {
  const refusals = await stores.admissibility.refusalsOf(callId)
  const annulled = await stores.rankingCorrections.annulledAdmissionsOf(callId)
  return (applicationId) => refusals.get(applicationId) ?? annulled.get(applicationId) ?? NOT_CONFIRMED
}
