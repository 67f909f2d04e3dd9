import type { Knex } from 'knex'
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
        const requests = await createLeadRequestStore(tx).of(applicationId)
        const unanswered = await unansweredOf(tx, applicationId)
        const told: ToldRequest[] = []
        for (const request of requests) told.push({ ...request, unanswered, ...(await restOf(tx, request)) })
        return told
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

async function restOf(tx: Knex, { id, status, answer, rankingId }: LeadRequest) {
  const ranking =
    rankingId === null ? undefined : await tx('rankings').where({ id: rankingId }).first('status')
  return {
    files: answer === null ? [] : await createWorkItemStore(tx).files(answer.workItemId),
    silence: silenceOf(status, { isAnnulled: ranking?.status === 'ANNULLED' }),
    reshaping: await createReshapingStore(tx).find(id),
  }
}
