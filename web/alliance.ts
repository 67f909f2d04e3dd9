import { bodyKindSchema } from '../domain/network/network.ts'
import { titleOf } from '../words/codes.ts'
import { choice, day, text } from './forms/fields.ts'
import type { PageAct, PageRoute, ReadingContext } from './page.ts'
import { assignProjectAct, officerOptions } from './officers.ts'
import { hasRole } from '../procedures/context.ts'
import { param, receipt, together } from './page.ts'

const KINDS = bodyKindSchema.options.map((value) => ({ value, label: titleOf('bodyKind', value) }))

const adhesionAct: PageAct = {
  name: 'record-adhesion',
  operation: 'POST /api/projects/{projectId}/adhesions',
  params: (context) => ({ projectId: param(context, 'id') }),
  fields: {
    ...{ body: text, name: choice, kind: choice, contribution: text },
    ...{ joinedOn: day, act: text, reason: text },
  },
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Adesione registrata: la graduatoria e i costi del progetto restano come sono.'),
  }),
}

/** One project with its agreement, who joined its alliance, payments, statements and movements (art. 9, 10). */
export const alliancePages: readonly PageRoute[] = [
  {
    path: '/projects/:id',
    ofOne: true,
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
          kinds: hasRole(context.actor, 'PROCESS_OWNER') && project.status !== 'CLOSED' ? KINDS : null,
          readsOrders: hasRole(context.actor, 'FINANCE') || hasRole(context.actor, 'PROCESS_OWNER'),
        },
      }
    },
    acts: [assignProjectAct, adhesionAct],
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
