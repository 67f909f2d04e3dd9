import type { PageRoute } from './page.ts'
import { param } from './page.ts'
import { hasRole } from '../procedures/context.ts'

/** The territorial guidance document: shared, commented by the network's bodies, answered (art. 6). */
export const guidancePages: readonly PageRoute[] = [
  {
    path: '/guidance-documents/:id',
    who: 'SIGNED_IN',
    async read(context) {
      const { parts, actor, now } = context
      const document = await parts.reads.guidance.find(actor, param(context, 'id'))
      if (document === null) return null
      const takesComments = document.status === 'SHARED' && now <= document.commentsDueAt
      const members = await parts.reads.network.members(actor)
      return {
        title: document.title,
        template: 'guidance',
        view: {
          ...document,
          bodies: takesComments ? members.filter((body) => hasRole(actor, 'NETWORK_MEMBER', body.id)) : [],
          takesComments,
        },
        modules: ['comment'],
      }
    },
  },
]
