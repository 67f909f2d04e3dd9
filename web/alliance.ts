import type { PageRoute } from './page.ts'
import { holds, param } from './page.ts'

/** One project with its agreement, payments, statements and movements (art. 9, 10). */
export const alliancePages: readonly PageRoute[] = [
  {
    path: '/projects/:id',
    who: ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'ALLIANCE_LEAD'],
    async read(context) {
      const project = await context.parts.reads.projects.find(context.actor, param(context, 'id'))
      return (
        project && {
          title: `${project.code} · ${project.title}`,
          template: 'project',
          view: { ...project, readsOrders: holds(context.actor, 'FINANCE', 'PROCESS_OWNER') },
        }
      )
    },
  },
]
