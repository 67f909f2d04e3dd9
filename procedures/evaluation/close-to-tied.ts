import { pairKey } from '../../domain/evaluation/possible-evaluators.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import type { UseCaseContext } from '../context.ts'
import { cycleWithOwner } from '../cycle/process-owner.ts'
import type { ExclusionRecord } from '../../db/evaluation/exclusion-store.ts'
import { putLateConflict } from './put-late-conflict.ts'
import { isRankingAdopted } from './is-ranking-adopted.ts'
import { findExclusions } from './find-exclusions.ts'

/** Shuts the wall at once where what was just said of bodies shows that one of them takes part, under a partita IVA, in a
 * call whose evaluation is under way, and tells the process owner (art. 5). */
export async function closeToTied(context: UseCaseContext, bodyIds: readonly BodyId[]): Promise<void> {
  if (bodyIds.length === 0) return
  for (const callId of await context.stores.evaluation.callsUnderOtherNames(bodyIds))
    await closeAndTell(context, callId, UNDER_TWO_CODES)
}

/* Why there are new exclusions, as the process owner is told. */
interface Cause {
  subject: string
  sentence: string
}
const UNDER_TWO_CODES: Cause = {
  subject: 'da un ente indicato con due codici',
  sentence:
    'un ente indicato con la sola partita IVA risulta essere uno già conosciuto con il suo codice fiscale',
}
/** A person has accepted an invitation to act for a body. */
export const INVITED: Cause = {
  subject: 'da un invito accettato',
  sentence: 'una persona che ha accettato un invito agisce ora per un ente che partecipa',
}

/** Shuts the wall of a call as `closeCallToTied` does, and tells the process owner where somebody is newly excluded. */
export async function closeAndTell(context: UseCaseContext, callId: string, cause: Cause): Promise<void> {
  const { cycleId, fresh } = await closeCallToTied(context, callId)
  if (fresh > 0) await tellOwner(context, { cycleId, cause, count: fresh })
}

/** Computes the exclusions of a call under evaluation again and adds those that are new; none is taken away. Where one of those
 * excluded has given a sheet, or a vote on the ranking that stands, a late conflict is put before somebody else's decision: neither
 * stays in without anybody noticing, nor falls by one hand. Once the act on the ranking is adopted they are flags (art. 5). Gives how
 * many are new. */
export async function closeCallToTied(
  context: UseCaseContext,
  callId: string,
): Promise<{ cycleId: string; fresh: number }> {
  const { stores, now } = context
  const { cycleId } = await stores.calls.get(callId, 'update')
  const also = (await stores.evaluation.appointmentsOf(callId)).map((one) => one.personId)
  const { exclusions } = await findExclusions(stores, callId, { now, also })
  const isAdopted = await isRankingAdopted(stores, callId)
  const known = new Set((await stores.evaluation.exclusionsOf(callId)).map(tieKey))
  const fresh = exclusions
    .filter((one) => !known.has(tieKey(one)))
    .map((one) => (isAdopted ? { ...one, basis: 'AFTER_RANKING' as const } : one))
  if (fresh.length === 0) return { cycleId, fresh: 0 }
  await stores.evaluation.addExclusions(fresh)
  if (!isAdopted) await askWhatCounts(context, { cycleId, callId }, fresh)
  await context.record({
    ...{ cycleId, action: 'close-to-tied', subjectId: callId },
    facts: { exclusions: fresh.map(({ personId, applicationId }) => ({ personId, applicationId })) },
  })
  return { cycleId, fresh: fresh.length }
}

async function askWhatCounts(
  context: UseCaseContext,
  { cycleId, callId }: { cycleId: string; callId: string },
  fresh: readonly ExclusionRecord[],
): Promise<void> {
  const { stores, actor } = context
  const teller = await stores.network.findPerson(actor.personId)
  for (const one of await whatCounts(context, callId, fresh)) {
    const { applicationId, personId, ownReason: explanation } = one
    const reason = one.path[0]?.via === 'OFFICE' ? 'DIRECTOR_OR_MANAGER' : 'EXPEDIENCY'
    const told = { callId: one.callId, applicationId, personId, reason, explanation } as const
    await putLateConflict(context, cycleId, { ...told, toldBy: teller?.id ?? personId })
  }
}

/* Of these, one for each person and application where a sheet was handed in, or a vote went into the ranking that stands. */
async function whatCounts(
  { stores }: UseCaseContext,
  callId: string,
  fresh: readonly ExclusionRecord[],
): Promise<ExclusionRecord[]> {
  const standing = await stores.evaluation.provisionalRankingOf(callId)
  const about = [...new Set(fresh.map((one) => one.applicationId))]
  const sheets = await stores.evaluation.scoringsOf(callId, about)
  const scored = new Set(sheets.filter((one) => one.status === 'SCORED').map(pairKey))
  const counted: ExclusionRecord[] = []
  for (const one of new Map(fresh.map((each) => [pairKey(each), each])).values())
    if (scored.has(pairKey(one)) || (standing && (await stores.evaluation.weighsOn(standing.id, one))))
      counted.push(one)
  return counted
}

/* A tie by its pair and by what causes it: one of the person is new beside one of the seat. */
const tieKey = (
  one: Pick<ExclusionRecord, 'personId' | 'applicationId' | 'causeApplicationId' | 'path'>,
): string => [pairKey(one), one.causeApplicationId, one.path[0]?.via].join(' ')

/* Without names: the process owner may be one of those excluded, and reads who is behind the wall. */
async function tellOwner(
  context: UseCaseContext,
  { cycleId, cause, count }: { cycleId: string; cause: Cause; count: number },
): Promise<void> {
  const { code, title, ownerEmail } = await cycleWithOwner(context, cycleId)
  await context.stores.outbox.mail({
    cycleId,
    to: [ownerEmail],
    subject: `${code}: emersi conflitti di interesse ${cause.subject}`,
    text: [
      `Nel ciclo «${title}» ${cause.sentence}.`,
      `Le esclusioni ricalcolate sono ${count} in più: chi è escluso non vede più i progetti interessati.`,
      'Se uno di loro ha già dato una scheda o un voto, c’è da decidere se contano: il compito è di chi non ne è interessato.',
    ].join('\n'),
    attachments: [],
  })
}
