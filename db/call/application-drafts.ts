import type { Knex } from 'knex'
import { EMPTY_DRAFT } from '../../domain/call/application.ts'
import type { ApplicationDraft } from '../../domain/call/application.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { movesOf } from '../platform/moves.ts'

/* Who writes a draft, and when. */
interface Writing {
  id: string
  by: string
  at: Date
}

/* What is not written yet is empty, or zero. */
const contentColumns = (content: ApplicationDraft, contentSha256: string) => ({
  title: content.title ?? '',
  area: content.areaId ?? '',
  summary: content.summary ?? '',
  total_cost_cents: content.totalCostCents ?? 0,
  requested_cents: content.requestedGrantCents ?? 0,
  content: JSON.stringify(content),
  content_sha256: contentSha256,
})

/* What goes with a draft that is discarded. */
const GONE = [
  'application_attachments',
  'replaced_attachments',
  'application_forms',
  'partner_invitations',
] as const

/** Applications that are still written: only their content, rows of partners and costs come with submission. */
export function createApplicationDrafts(tx: Knex) {
  const applications = movesOf(tx, 'applications')
  const draft = applications.begin('draft')
  return {
    /** How many drafts a body has for a call. */
    async countDrafts(callId: string, leadBodyId: string): Promise<number> {
      const ids = await tx('applications')
        .where({ call_id: callId, lead_body_id: leadBodyId, ...draft })
        .pluck('id')
      return ids.length
    },

    async addDraft(
      { id, callId, leadBodyId, by, at }: Writing & { callId: string; leadBodyId: string },
      content: ApplicationDraft,
      contentSha256: string,
    ): Promise<void> {
      await tx('applications').insert({
        ...{ id, call_id: callId, lead_body_id: leadBodyId, submitted_by: by, drafted_at: at },
        ...draft,
        ...contentColumns(content, contentSha256),
      })
    },

    /** Replaces the content of a draft in this version; false when it is in another, or no draft any more. */
    saveDraft: (
      { id, version, by, at }: Writing & { version: number },
      content: ApplicationDraft,
      contentSha256: string,
    ): Promise<boolean> =>
      applications.move(
        'save',
        { id, version },
        {
          ...{ version: version + 1, submitted_by: by, drafted_at: at },
          ...contentColumns(content, contentSha256),
        },
      ),

    /** Takes away what is written in a draft, and its files; of its partners' confirmations the bare fact stays. Throws
     * MOVE_NOT_POSSIBLE for what is no draft any more. */
    async discardDraft({ id, version, by, at }: Writing & { version: number }): Promise<void> {
      await applications.must('discard', id, {
        ...{ version: version + 1, submitted_by: by, drafted_at: at },
        ...contentColumns(EMPTY_DRAFT, hashOf(EMPTY_DRAFT)),
      })
      for (const table of GONE) await tx(table).where({ application_id: id }).delete()
      await tx('partner_confirmations')
        .where({ application_id: id, means: 'LETTER' })
        .update({ file_name: null, media_type: null, sha256: null, signature: null })
    },
  }
}
