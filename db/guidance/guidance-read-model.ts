import type { Knex } from 'knex'
import { atOnce } from '../../domain/shared/at-once.ts'
import type { GuidanceComment, GuidanceDocument } from './guidance-store.ts'
import { createGuidanceStore } from './guidance-store.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface CommentsAsked extends PageAsked {
  text?: string | undefined
}

const COMMENTS = `
select c.id, c.body_id as "bodyId", b.name as "bodyName", c.text, c.commented_at as "commentedAt", c.answer
  from guidance_comments c join bodies b on b.id = c.body_id where c.guidance_document_id = :id`

/** Guidance documents and the network's comments. A draft is the office's until it is shared; then it is the whole network's (art. 6). */
export function createGuidanceReadModel(asViewer: AsViewer) {
  return {
    find: (viewer: Viewer, id: string): Promise<GuidanceDocument | null> =>
      asViewer(viewer, (tx) => readShown(tx, viewer, id)),

    /** A page of a document's comments, as they came; none of one that is not shown. */
    comments: (
      viewer: Viewer,
      id: string,
      { text, ...page }: CommentsAsked = {},
    ): Promise<Page<GuidanceComment>> =>
      asViewer(viewer, async (tx) => {
        const { document, comments } = await atOnce({
          document: readShown(tx, viewer, id),
          comments: readComments(tx, id, { text, ...page }),
        })
        return document === null ? { items: [], next: null } : comments
      }),
  }
}

function readComments(
  tx: Knex,
  id: string,
  { text, ...page }: CommentsAsked,
): Promise<Page<GuidanceComment>> {
  return readPage(
    tx,
    {
      about: ['comments', id],
      rows: COMMENTS,
      values: { id },
      filters: { text: [contains('b.name', 'c.text', 'c.answer'), text] },
      order: { '"commentedAt"': 'instant', id: 'text' },
    },
    page,
  )
}

async function readShown(tx: Knex, viewer: Viewer, id: string): Promise<GuidanceDocument | null> {
  const document = await createGuidanceStore(tx).find(id)
  return document?.status === 'DRAFT' && viewer.role !== 'PROCESS_OWNER' ? null : document
}
