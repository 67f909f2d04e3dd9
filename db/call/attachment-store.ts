import type { Knex } from 'knex'
import { derivedId } from '../../domain/shared/ids.ts'

/** A file of an application, under the kind that the call asks. */
export interface Attachment {
  kind: string
  fileName: string
  mediaType: string
  sha256: string
  signature: 'NONE' | 'UNVERIFIED'
  uploadedAt: Date
}

/** One that another took the place of, while its application was a draft. */
export interface ReplacedAttachment extends Attachment {
  uploadedBy: string
  replacedAt: Date
  replacedBy: string
}

/** Attachments of applications: one for each kind, replaced until submission; what was replaced is kept. */
export function createAttachmentStore(tx: Knex) {
  return {
    of: (applicationId: string): Promise<Attachment[]> =>
      tx('application_attachments').where({ application_id: applicationId }).orderBy('kind').select({
        kind: 'kind',
        fileName: 'file_name',
        mediaType: 'media_type',
        sha256: 'sha256',
        signature: 'signature',
        uploadedAt: 'uploaded_at',
      }),

    /** Those that were replaced, the newest hundred; none once it is submitted, which fixes what counts. */
    replacedOf: (applicationId: string): Promise<ReplacedAttachment[]> =>
      tx('replaced_attachments as r')
        .join('persons as u', 'u.id', 'r.uploaded_by')
        .join('persons as b', 'b.id', 'r.replaced_by')
        .where('r.application_id', applicationId)
        .orderBy([{ column: 'r.replaced_at', order: 'desc' }, { column: 'r.id' }])
        .limit(100)
        .select({
          ...{ kind: 'r.kind', fileName: 'r.file_name', mediaType: 'r.media_type', sha256: 'r.sha256' },
          ...{ signature: 'r.signature', uploadedAt: 'r.uploaded_at', uploadedBy: 'u.display_name' },
          ...{ replacedAt: 'r.replaced_at', replacedBy: 'b.display_name' },
        }),

    /** Takes the files of a kind away from applications, and keeps them among those that were replaced; false where there is none. */
    async remove(
      applicationIds: readonly string[],
      kind: string,
      { by, at }: { by: string; at: Date },
    ): Promise<boolean> {
      const gone = await tx('application_attachments')
        .whereIn('application_id', applicationIds)
        .where({ kind })
        .delete('*')
      const rows = gone.map(({ id, ...file }) => ({
        ...{ ...file, id: derivedId('replaced attachment', id, file.sha256, at.toISOString()) },
        ...{ replaced_at: at, replaced_by: by },
      }))
      if (rows.length > 0) await tx('replaced_attachments').insert(rows)
      return rows.length > 0
    },

    /** Puts a file in its place; the one that was there is kept beside it. */
    async put(applicationId: string, { by, ...file }: Attachment & { by: string }): Promise<void> {
      await tx('application_attachments')
        .insert({
          id: derivedId('attachment', applicationId, file.kind),
          application_id: applicationId,
          kind: file.kind,
          file_name: file.fileName,
          media_type: file.mediaType,
          sha256: file.sha256,
          signature: file.signature,
          uploaded_at: file.uploadedAt,
          uploaded_by: by,
        })
        .onConflict(['application_id', 'kind'])
        .merge()
    },
  }
}
