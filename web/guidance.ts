import { commentFilters } from '../api/guidance.ts'
import { readList, shownList } from './paging.ts'
import type { PageContext, PageRoute } from './page.ts'
import { param, receipt } from './page.ts'
import { choice, text } from './forms/fields.ts'
import { hasRole } from '../procedures/context.ts'
import { formatInstant } from '../words/formats.ts'

const comments = shownList('comments', commentFilters, { text: ['Ente o testo'] })

/* A network member comments for its own body only. */
async function commentingBody({ parts, actor }: PageContext) {
  const { bodyId } = actor
  if (bodyId === null || !hasRole(actor, 'NETWORK_MEMBER', bodyId)) return null
  const body = await parts.reads.network.member(actor, bodyId)
  return body && { value: body.id, label: body.name }
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
      }
    },
    acts: [
      {
        name: 'comment',
        operation: 'POST /api/guidance-documents/{id}/comments',
        fields: { bodyId: choice, text },
        done: ({ path, now }) => ({
          to: path,
          receipt: receipt(`Osservazione inviata il ${formatInstant(now)}.`),
        }),
      },
    ],
  },
]
