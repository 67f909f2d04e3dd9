import type { Stores } from '../../db/stores.ts'
import { compareCodes } from '../../domain/shared/codes.ts'
import { formatDate } from '../../words/formats.ts'

/** Which applications were given experts, and by which act: who they are is not told with what they scored (art. 5). */
export async function appointmentsOf(
  stores: Stores,
  callId: string,
): Promise<{ code: string; act: string }[]> {
  const codes = new Map((await stores.applications.submittedOf(callId)).map((one) => [one.id, one.code]))
  const cited = (await stores.evaluation.appointmentsOf(callId)).map(({ applicationId, act }) => ({
    code: codes.get(applicationId) ?? '',
    act: `${act.title} n. ${act.number} del ${formatDate(act.on)}`,
  }))
  const once = new Map(cited.map((one) => [`${one.code} ${one.act}`, one]))
  return [...once.values()].toSorted((a, b) => compareCodes(a.code, b.code))
}
