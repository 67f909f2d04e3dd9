import { atOnce } from '../../domain/shared/at-once.ts'
import type { Knex } from 'knex'
import { readableDocuments } from '../cycle/document-read-model.ts'
import type { PlanStatus } from '../../domain/approval/lifecycle.ts'
import type { RegionalOutcome } from './outcome-store.ts'
import { createOutcomeStore } from './outcome-store.ts'
import type { PlanProject, PlanVersion } from './plan-store.ts'
import { createPlanStore } from './plan-store.ts'
import type { SentPackage, Submission, SubmissionsAsked } from './submission-store.ts'
import { createSubmissionStore } from './submission-store.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** A submission with all outcomes as they came, its sealed package and the Region's letters, where the viewer may download them. */
export type SubmissionPage = Submission & {
  outcomes: RegionalOutcome[]
  packageDocumentId: string | null
  letterDocumentIds: string[]
}

/** Plan versions of a cycle, and what went to the Region with what came back (art. 8). */
export function createApprovalReadModel(asViewer: AsViewer) {
  return {
    /** A page of a cycle's versions. */
    plans: (
      viewer: Viewer,
      cycleId: string,
      asked: PageAsked & { status?: PlanStatus | undefined } = {},
    ): Promise<Page<PlanVersion & { projects: number }>> =>
      asViewer(viewer, (tx) => createPlanStore(tx).ofCycle(cycleId, asked)),

    /** A page of the projects that a version funds; null where there is no such version. */
    planProjects: (
      viewer: Viewer,
      planId: string,
      asked: PageAsked & { text?: string | undefined } = {},
    ): Promise<Page<PlanProject> | null> =>
      asViewer(viewer, async (tx) => {
        const plans = createPlanStore(tx)
        const { plan, projects } = await atOnce({
          plan: plans.find(planId),
          projects: plans.pageOfProjects(planId, asked),
        })
        return plan && projects
      }),

    /** A page of a cycle's, first sent first. */
    submissions: (
      viewer: Viewer,
      cycleId: string,
      asked: SubmissionsAsked = {},
    ): Promise<Page<SubmissionPage>> =>
      asViewer(viewer, async (tx) => {
        const { items, next } = await createSubmissionStore(tx).ofCycle(cycleId, asked)
        const answers = await readAnswers(
          tx,
          viewer,
          items.map(({ id }) => id),
        )
        return { items: items.map((sent) => withAnswers(sent, answers)), next }
      }),

    submission: (viewer: Viewer, id: string): Promise<SubmissionPage | null> =>
      asViewer(viewer, async (tx) => {
        const { sent, answers } = await atOnce({
          sent: createSubmissionStore(tx).sent(id),
          answers: readAnswers(tx, viewer, [id]),
        })
        return sent && withAnswers(sent, answers)
      }),
  }
}

type Answers = Awaited<ReturnType<typeof readAnswers>>

/* What came back on some submissions, and their papers. */
function readAnswers(tx: Knex, { personId }: Viewer, ids: readonly string[]) {
  const sent = `d.subject_id = any(:ids) and d.kind in ('regional-package','regional-outcome-letter')`
  return atOnce({
    outcomes: createOutcomeStore(tx).ofSubmissions(ids),
    documents: readableDocuments(tx, sent, { ids: [...ids], viewer: personId }),
  })
}

function withAnswers(submission: SentPackage, { outcomes, documents }: Answers): SubmissionPage {
  const own = outcomes.filter(({ submissionId }) => submissionId === submission.id)
  const papers = documents.filter(({ subjectId }) => subjectId === submission.id)
  return {
    ...submission,
    outcome: own.find(({ status }) => status === 'IN_FORCE') ?? null,
    outcomes: own,
    packageDocumentId: papers.find(({ kind }) => kind === 'regional-package')?.id ?? null,
    letterDocumentIds: papers.filter(({ kind }) => kind === 'regional-outcome-letter').map(({ id }) => id),
  }
}
