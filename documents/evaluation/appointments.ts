import type { Stores } from '../../db/stores.ts'
import { pairKey } from '../../domain/evaluation/possible-evaluators.ts'
import { compareCodes } from '../../domain/shared/codes.ts'
import { formatDate } from '../../words/formats.ts'

/** The applications of a call, as a seal holds them. */
interface SealedApplications {
  callId: string
  input: { applications: readonly { applicationId: string; code: string }[] }
}

/** Which applications an expert scored, and by which act each was appointed: who they are is not told with what they scored
 * (art. 5). `sheets`: the ids of those that count. */
export async function appointmentsOf(
  stores: Stores,
  { callId, input }: SealedApplications,
  sheets: ReadonlySet<string>,
): Promise<{ code: string; act: string }[]> {
  const codes = new Map(input.applications.map((one) => [one.applicationId, one.code]))
  const scorings = (await stores.evaluation.scoringsOf(callId)).filter(({ id }) => sheets.has(id))
  const scored = new Set(scorings.map(pairKey))
  const cited = (await stores.evaluation.appointmentsOf(callId))
    .filter((one) => scored.has(pairKey(one)))
    .map(({ applicationId, act }) => ({
      code: codes.get(applicationId) ?? '',
      act: `${act.title} n. ${act.number} del ${formatDate(act.on)}`,
    }))
  const once = new Map(cited.map((one) => [`${one.code} ${one.act}`, one]))
  return [...once.values()].toSorted((a, b) => compareCodes(a.code, b.code))
}
