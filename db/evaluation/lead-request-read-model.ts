import { createWorkItemStore } from '../cycle/work-item-store.ts'
import type { WorkItemFile } from '../cycle/work-item-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { createLeadRequestStore } from './lead-request-store.ts'
import type { LeadRequest } from './lead-request-store.ts'

/** A request to a lead with the files of its answer. */
export interface ToldRequest extends LeadRequest {
  files: WorkItemFile[]
}

/** What was asked of leads and answered, for who may see the application (art. 5). */
export function createLeadRequestReadModel(asViewer: AsViewer) {
  return {
    ofApplication: (viewer: Viewer, applicationId: string): Promise<ToldRequest[]> =>
      asViewer(viewer, async (tx) => {
        const told: ToldRequest[] = []
        for (const request of await createLeadRequestStore(tx).of(applicationId)) {
          const { answer } = request
          const files = answer === null ? [] : await createWorkItemStore(tx).files(answer.workItemId)
          told.push({ ...request, files })
        }
        return told
      }),
  }
}
