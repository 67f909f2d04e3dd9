import type { Knex } from 'knex'
import { readableDocuments } from '../cycle/document-read-model.ts'
import type { RegionalOutcome } from './outcome-store.ts'
import { createOutcomeStore } from './outcome-store.ts'
import type { PlanProject, PlanVersion } from './plan-store.ts'
import { createPlanStore } from './plan-store.ts'
import type { Submission } from './submission-store.ts'
import { createSubmissionStore } from './submission-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

type PlanPage = PlanVersion & { projects: PlanProject[] }

/** A submission with all outcomes as they came, its sealed package and the Region's letters, where the viewer may download them. */
export type SubmissionPage = Submission & {
  outcomes: RegionalOutcome[]
  packageDocumentId: string | null
  letterDocumentIds: string[]
}

/** Plan versions of a cycle, and what went to the Region with what came back (art. 8). */
export function createApprovalReadModel(asViewer: AsViewer) {
  return {
    plans: (viewer: Viewer, cycleId: string): Promise<PlanPage[]> =>
      asViewer(viewer, async (tx) => {
        const plans = createPlanStore(tx)
        const ids = await tx('plan_versions')
          .where({ cycle_id: cycleId })
          .orderBy('version')
          .pluck<string[]>('id')
        const pages: PlanPage[] = []
        for (const id of ids) pages.push({ ...(await plans.get(id)), projects: await plans.projects(id) })
        return pages
      }),

    submissions: (viewer: Viewer, cycleId: string): Promise<SubmissionPage[]> =>
      asViewer(viewer, async (tx) => {
        const ids = await tx('submissions')
          .where({ cycle_id: cycleId })
          .orderByRaw('sent_at nulls last')
          .pluck<string[]>('id')
        const pages = []
        for (const id of ids) pages.push(await submissionPage(tx, { id, viewer: viewer.personId }))
        return pages.filter((page) => page !== null)
      }),

    submission: (viewer: Viewer, id: string): Promise<SubmissionPage | null> =>
      asViewer(viewer, (tx) => submissionPage(tx, { id, viewer: viewer.personId })),
  }
}

async function submissionPage(
  tx: Knex,
  asked: { id: string; viewer: string },
): Promise<SubmissionPage | null> {
  const submission = await createSubmissionStore(tx).find(asked.id)
  if (submission === null) return null
  const sent = `d.subject_id = :id and d.kind in ('regional-package','regional-outcome-letter')`
  const documents = await readableDocuments(tx, sent, asked)
  return {
    ...submission,
    outcomes: await createOutcomeStore(tx).ofSubmission(asked.id),
    packageDocumentId: documents.find(({ kind }) => kind === 'regional-package')?.id ?? null,
    letterDocumentIds: documents
      .filter(({ kind }) => kind === 'regional-outcome-letter')
      .map((one) => one.id),
  }
}
