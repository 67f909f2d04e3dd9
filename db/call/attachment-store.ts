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

/** Attachments of applications: one for each kind, replaced until submission. */
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

    async put(applicationId: string, file: Attachment): Promise<void> {
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
        })
        .onConflict(['application_id', 'kind'])
        .merge()
    },
  }
}
