import type { Stores } from '../../db/stores.ts'

/** Why an application is not in the ranking: the admissibility decision's reasons, or the committee's vote (art. 6, 10). */
export async function refusalReason(stores: Stores, applicationId: string): Promise<string> {
  const decision = await stores.admissibility.decisionOf(applicationId)
  return decision?.outcome === 'NOT_ADMITTED'
    ? decision.reasons
    : 'il Comitato non ha confermato il progetto nella seduta di valutazione.'
}
