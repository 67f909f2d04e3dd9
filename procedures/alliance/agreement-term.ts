import type { Project } from '../../db/alliance/project-store.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { termEnd } from '../../domain/shared/terms.ts'
import type { StepContext } from '../context.ts'

/** The day on which the Region validated a project's plan. Throws Error (a bug) when it did not. */
export async function approvalDay({ stores }: StepContext, project: Project): Promise<LocalDate> {
  const submission = await stores.submissions.validationOf(project.planVersionId)
  if (!submission?.outcome) throw new Error(`the plan of project ${project.id} has no outcome of the Region`)
  return submission.outcome.decidedOn
}

/** Until when the alliance signs its agreement: the days of the frozen call from the Region's validation (art. 9). */
export async function agreementDueAt(context: StepContext, projectId: string): Promise<Date> {
  const project = await context.stores.projects.get(projectId)
  const { rules } = await context.stores.calls.get(project.callId)
  const { patronDay } = await context.stores.networkSettings.settings()
  return termEnd(await approvalDay(context, project), rules.terms.agreementDays, patronDay.value)
}
