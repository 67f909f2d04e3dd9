import type { Knex } from 'knex'
import { derivedId } from '../../domain/shared/ids.ts'
import type { Tables } from '../tables.ts'

interface DocumentRecord {
  cycleId: string
  applicationId?: string
  /** Set where it speaks of several applications under evaluation: closed to anybody excluded from one. */
  evaluatedCallId?: string
  kind: string
  subjectId: string
  title: string
  fileName: string
  mediaType: string
  sha256: string
  sizeBytes: number
  signature: 'NONE' | 'UNVERIFIED'
  /** The head of the cycle's audit chain that is printed in it: the chain is verified against it. */
  auditHead?: string
  /** For chair and process owner alone (art. 5). */
  reserved?: boolean
  /** Only of a workbook: whether every total agrees with its independent figure. */
  reconciles?: boolean
  createdAt: Date
}

const fromRow = (row: Tables['documents'] | undefined) =>
  row
    ? {
        ...{ id: row.id, sha256: row.sha256, fileName: row.file_name, mediaType: row.media_type },
        ...{ title: row.title, reconciles: row.reconciles, auditHead: row.audit_head },
      }
    : null

/** Records of stored files; contents are in the document store, under their sha-256. */
export function createDocumentRecords(tx: Knex) {
  const recordFile = async (file: { sha256: string; sizeBytes: number; at: Date }): Promise<void> => {
    await tx('stored_files')
      .insert({ sha256: file.sha256, size_bytes: file.sizeBytes, stored_at: file.at })
      .onConflict('sha256')
      .ignore()
  }
  return {
    recordFile,

    /** Records a document once for its kind, subject and content; returns its id, the same at a repetition. */
    async record(document: DocumentRecord): Promise<string> {
      await recordFile({ sha256: document.sha256, sizeBytes: document.sizeBytes, at: document.createdAt })
      const id = derivedId('document', document.kind, document.subjectId, document.sha256)
      await tx('documents')
        .insert({
          id,
          cycle_id: document.cycleId,
          application_id: document.applicationId ?? null,
          evaluated_call_id: document.evaluatedCallId ?? null,
          kind: document.kind,
          subject_id: document.subjectId,
          title: document.title,
          file_name: document.fileName,
          media_type: document.mediaType,
          sha256: document.sha256,
          signature: document.signature,
          audit_head: document.auditHead ?? null,
          reconciles: document.reconciles ?? null,
          reserved: document.reserved ?? false,
          created_at: document.createdAt,
        })
        .onConflict(['kind', 'subject_id', 'sha256'])
        .ignore()
      return id
    },

    async find(id: string) {
      return fromRow(await tx('documents').where({ id }).first())
    },

    /** The newest document of a kind for a subject, or null. */
    async latest(kind: string, subjectId: string) {
      return fromRow(
        await tx('documents').where({ kind, subject_id: subjectId }).orderBy('created_at', 'desc').first(),
      )
    },
  }
}
