import type { StepContext } from '../context.ts'

/** A task of the body that leads the project, whoever of it acts (art. 9). */
export async function ofLead(
  { stores }: StepContext,
  { projectId }: { projectId: string },
): Promise<{ bodyId: string }> {
  return { bodyId: (await stores.projects.get(projectId)).leadBodyId }
}
