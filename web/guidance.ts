import { commentFilters } from '../api/guidance.ts'
import { readList, shownList } from './paging.ts'
import type { PageContext, PageRoute } from './page.ts'
import { param } from './page.ts'
import { hasRole } from '../procedures/context.ts'

const comments = shownList('comments', commentFilters, { text: ['Ente o testo'] })

/* A network member comments for its own body only. */
async function commentingBody({ parts, actor }: PageContext) {
  const { bodyId } = actor
  return bodyId !== null && hasRole(actor, 'NETWORK_MEMBER', bodyId)
    ? parts.reads.network.member(actor, bodyId)
    : null
}

/** The territorial guidance document: shared, commented by the network's bodies, answered (art. 6). */
export const guidancePages: readonly PageRoute[] = [
  {
    path: '/guidance-documents/:id',
    who: 'SIGNED_IN',
    asks: comments.names,
    async read(context) {
      const { parts, actor, now } = context
      const id = param(context, 'id')
      const document = await parts.reads.guidance.find(actor, id)
      if (document === null) return null
      const takesComments = document.status === 'SHARED' && now <= document.commentsDueAt
      return {
        title: document.title,
        template: 'guidance',
        view: {
          ...document,
          comments: await readList(context, comments, (asked) =>
            parts.reads.guidance.comments(actor, id, asked),
          ),
          body: takesComments ? await commentingBody(context) : null,
          takesComments,
        },
        modules: ['comment'],
      }
    },
  },
]
