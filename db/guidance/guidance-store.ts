import type { Knex } from 'knex'
import type { GuidanceStatus } from '../../domain/guidance/lifecycle.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

/** What the committee wrote: sections of the context, needs with their sources, priorities (art. 6). */
export interface GuidanceContents {
  title: string
  context: { title: string; text: string }[]
  needs: { text: string; source: string }[]
  priorities: { title: string; text: string }[]
}
export interface GuidanceDocument extends GuidanceContents {
  id: string
  cycleId: string
  version: number
  status: GuidanceStatus
  commentsDueAt: Date
  createdAt: Date
}
export interface GuidanceComment {
  id: string
  bodyId: string
  bodyName: string
  text: string
  commentedAt: Date
  answer: string | null
}

interface NewComment {
  guidanceDocumentId: string
  bodyId: string
  personId: string
  text: string
  at: Date
}

const fromRow = (row: Tables['guidance_documents']): GuidanceDocument => ({
  id: row.id,
  cycleId: row.cycle_id,
  version: row.version,
  title: row.title,
  context: row.context as GuidanceContents['context'],
  needs: row.needs as GuidanceContents['needs'],
  priorities: row.priorities as GuidanceContents['priorities'],
  status: row.status,
  commentsDueAt: row.comments_due_at,
  createdAt: row.created_at,
})

/** Versions of the territorial guidance document and the network's comments on them (art. 6, 8). */
export function createGuidanceStore(tx: Knex) {
  return {
    ...createComments(tx),

    /** Records a version once; the same cycle and version are the same document. Returns its id. */
    draft: (draft: Omit<GuidanceDocument, 'id' | 'status'>): Promise<string> => recordDraft(tx, draft),

    async find(id: string): Promise<GuidanceDocument | null> {
      const row = await tx('guidance_documents').where({ id }).first()
      return row ? fromRow(row) : null
    },

    /** Reads a version and keeps its status from changing until the commit: a comment counts or comes too late. */
    async findForShare(id: string): Promise<GuidanceDocument | null> {
      const row = await tx('guidance_documents').where({ id }).forShare().first()
      return row ? fromRow(row) : null
    },

    async latest(cycleId: string): Promise<GuidanceDocument | null> {
      const row = await tx('guidance_documents').where('cycle_id', cycleId).orderBy('version', 'desc').first()
      return row ? fromRow(row) : null
    },

    /** False when the version is not where the step begins: it was done before. */
    move: (id: string, action: 'share' | 'approve' | 'reject' | 'adopt') =>
      movesOf(tx, 'guidance_documents').move(action, { id }),

    /** Every comment has its answer. Throws MOVE_NOT_POSSIBLE when the version is not shared. */
    markAnswered: (id: string) => movesOf(tx, 'guidance_documents').must('answer', id),
  }
}

async function recordDraft(tx: Knex, draft: Omit<GuidanceDocument, 'id' | 'status'>): Promise<string> {
  const id = derivedId('guidance', draft.cycleId, String(draft.version))
  await tx('guidance_documents')
    .insert({
      id,
      cycle_id: draft.cycleId,
      version: draft.version,
      title: draft.title,
      context: JSON.stringify(draft.context),
      needs: JSON.stringify(draft.needs),
      priorities: JSON.stringify(draft.priorities),
      ...movesOf(tx, 'guidance_documents').begin('draft'),
      comments_due_at: draft.commentsDueAt,
      created_at: draft.createdAt,
    })
    .onConflict(['cycle_id', 'version'])
    .ignore()
  return id
}

function createComments(tx: Knex) {
  return {
    /** Records a comment; the same text of the same body is one comment. Returns its id. */
    addComment: (comment: NewComment): Promise<string> => recordComment(tx, comment),

    async comments(guidanceDocumentId: string): Promise<GuidanceComment[]> {
      return tx('guidance_comments')
        .join('bodies', 'bodies.id', 'guidance_comments.body_id')
        .where('guidance_document_id', guidanceDocumentId)
        .select({
          id: 'guidance_comments.id',
          bodyId: 'body_id',
          bodyName: 'bodies.name',
          text: 'text',
          commentedAt: 'commented_at',
          answer: 'answer',
        })
        .orderBy(['commented_at', 'guidance_comments.id'])
    },

    async answer(guidanceDocumentId: string, answer: { commentId: string; text: string }): Promise<boolean> {
      const answered = await tx('guidance_comments')
        .where({ id: answer.commentId, guidance_document_id: guidanceDocumentId })
        .update({ answer: answer.text })
      return answered === 1
    },
  }
}

async function recordComment(tx: Knex, comment: NewComment): Promise<string> {
  const id = derivedId('comment', comment.guidanceDocumentId, comment.bodyId, comment.text)
  await tx('guidance_comments')
    .insert({
      id,
      guidance_document_id: comment.guidanceDocumentId,
      body_id: comment.bodyId,
      person_id: comment.personId,
      text: comment.text,
      commented_at: comment.at,
    })
    .onConflict()
    .ignore()
  return id
}
