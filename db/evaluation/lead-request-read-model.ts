import type { Knex } from 'knex'
import { atOnce } from '../../domain/shared/at-once.ts'
import type { CallConfiguration, CutGrantUnanswered } from '../../domain/call/configuration.ts'
import { silenceOf } from '../../domain/evaluation/silence.ts'
import type { Silence } from '../../domain/evaluation/silence.ts'
import { createWorkItemStore } from '../cycle/work-item-store.ts'
import type { WorkItemFile } from '../cycle/work-item-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { createLeadRequestStore } from './lead-request-store.ts'
import type { LeadRequest } from './lead-request-store.ts'
import { createReshapingStore } from './reshaping-store.ts'
import type { Reshaping } from './reshaping-store.ts'

/** A request to a lead with the files of its answer, and what comes of it where nobody answers. */
export interface ToldRequest extends LeadRequest {
  files: WorkItemFile[]
  silence: Silence | null
  /** How the call takes silence on a cut grant (art. 8). */
  unanswered: CutGrantUnanswered
  /** That of an answer on a cut grant; null where the lead asks for none. */
  reshaping: Reshaping | null
}

/** What was asked of leads and answered, for who may see the application (art. 5). */
export function createLeadRequestReadModel(asViewer: AsViewer) {
  return {
    ofApplication: (viewer: Viewer, applicationId: string): Promise<ToldRequest[]> =>
      asViewer(viewer, async (tx) => {
        const { requests, unanswered } = await atOnce({
          requests: createLeadRequestStore(tx).of(applicationId),
          unanswered: unansweredOf(tx, applicationId),
        })
        const told = requests.map((one) => [one.id, toldRequest(tx, one, unanswered)] as const)
        return Object.values(await atOnce(Object.fromEntries(told)))
      }),
  }
}

async function unansweredOf(tx: Knex, applicationId: string): Promise<CutGrantUnanswered> {
  const call = await tx('applications as a')
    .join('calls as k', 'k.id', 'a.call_id')
    .where('a.id', applicationId)
    .first<{ configuration: CallConfiguration } | undefined>('k.configuration')
  return call?.configuration.evaluation.cutGrantUnanswered.value ?? 'NOT_ASKED'
}

async function toldRequest(
  tx: Knex,
  request: LeadRequest,
  unanswered: CutGrantUnanswered,
): Promise<ToldRequest> {
  const { id, status, answer, rankingId } = request
  const { ranking, ...rest } = await atOnce({
    ranking: rankingId === null ? undefined : tx('rankings').where({ id: rankingId }).first('status'),
    files: answer === null ? [] : createWorkItemStore(tx).files(answer.workItemId),
    reshaping: createReshapingStore(tx).find(id),
  })
  return {
    ...request,
    ...rest,
    unanswered,
    silence: silenceOf(status, { isAnnulled: ranking?.status === 'ANNULLED' }),
  }
}
