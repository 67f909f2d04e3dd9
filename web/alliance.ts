import type { PageRoute, ReadingContext } from './page.ts'
import { assignProjectAct, officerOptions } from './officers.ts'
import { holds, param, together } from './page.ts'

/** One project with its agreement, payments, statements and movements (art. 9, 10). */
export const alliancePages: readonly PageRoute[] = [
  {
    path: '/projects/:id',
    who: ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'ALLIANCE_LEAD'],
    async read(context) {
      const found = await together(context, projectView)
      if (found === null) return null
      const { project, categories } = found
      return {
        title: `${project.code} · ${project.title}`,
        template: 'project',
        view: {
          ...project,
          statements: project.statements.map((statement) => ({
            ...statement,
            quotas: statement.quotas.map((quota) => ({
              ...quota,
              category: categories.get(quota.category) ?? quota.category,
            })),
          })),
          officers: await officerOptions(context, {
            applicationId: project.applicationId,
            projectId: project.id,
          }),
          readsOrders: holds(context.actor, 'FINANCE', 'PROCESS_OWNER'),
        },
      }
    },
    acts: [assignProjectAct],
  },
]

async function projectView(context: ReadingContext) {
  const project = await context.parts.reads.projects.find(context.actor, param(context, 'id'))
  return project && { project, categories: await categoryLabels(context, project.callId) }
}

async function categoryLabels(
  { parts, actor }: ReadingContext,
  callId: string,
): Promise<Map<string, string>> {
  const call = await parts.reads.calls.find(actor, callId)
  return new Map(call?.configuration.costCategories.map(({ id, label }) => [id, label]))
}
