import type { Knex } from 'knex'
import type {
  CommunicationKind,
  CountedReceipt,
  ReceiptKind,
  ReceiptSource,
} from '../../domain/evaluation/delivery.ts'
import { insertRows } from '../platform/insert-rows.ts'
import type { Tables } from '../tables.ts'

/** What was written to a lead and counts from its delivery (L. 241/1990 art. 6, 10-bis; art. 8). */
export interface Communication {
  /** That of its mail. */
  id: string
  applicationId: string
  kind: CommunicationKind
  /** The request that it asks; null for an outcome. */
  requestId: string | null
  /** The address that counts; null where there was none. */
  address: string | null
  writtenAt: Date
  /** When the mail server took it; null before. */
  takenAt: Date | null
}

/** A receipt as it was recorded: by its provider's file, or by an officer with a reason. */
export interface PecReceipt extends CountedReceipt {
  id: string
  communicationId: string
  applicationId: string
  kind: ReceiptKind
  source: ReceiptSource
  provider: string | null
  identifier: string | null
  reason: string | null
  recordedBy: string
  recordedAt: Date
}

const communicationOf = (row: Tables['communications']): Communication => ({
  id: row.id,
  applicationId: row.application_id,
  kind: row.kind,
  requestId: row.request_id,
  address: row.address,
  writtenAt: row.written_at,
  takenAt: row.taken_at,
})
const receiptOf = (row: Tables['pec_receipts']): PecReceipt => ({
  id: row.id,
  communicationId: row.communication_id,
  applicationId: row.application_id,
  kind: row.kind,
  source: row.source,
  at: row.at,
  provider: row.provider,
  identifier: row.identifier,
  reason: row.reason,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at,
})

/** What leads were written, and the receipts of it: both only grow. */
export function createCommunicationStore(tx: Knex) {
  return {
    async write(communications: readonly Omit<Communication, 'takenAt'>[]): Promise<void> {
      const rows = communications.map((one) => ({
        ...{ id: one.id, application_id: one.applicationId, kind: one.kind, request_id: one.requestId },
        ...{ address: one.address, written_at: one.writtenAt },
      }))
      await insertRows(tx, { table: 'communications', rows })
    },

    /** The mail server has taken it, the first time: gives it, null where that was known. */
    async take(which: { mailId: string } | { requestId: string }, at: Date): Promise<Communication | null> {
      const [row] = await tx('communications')
        .where('mailId' in which ? { id: which.mailId } : { request_id: which.requestId })
        .whereNull('taken_at')
        .update({ taken_at: at })
        .returning('*')
      return row ? communicationOf(row) : null
    },

    /** One of an application, held until the commit: of two who record a receipt the second finds what the first did. */
    async hold(id: string, applicationId: string): Promise<Communication | null> {
      const row = await tx('communications').where({ id, application_id: applicationId }).forUpdate().first()
      return row ? communicationOf(row) : null
    },

    /** Those of an application, in the order in which they were written. */
    async of(applicationId: string): Promise<Communication[]> {
      const rows = await tx('communications')
        .where({ application_id: applicationId })
        .orderBy(['written_at', 'id'])
      return rows.map(communicationOf)
    },

    /** The receipts of an application's communications, in the order in which they were recorded. */
    async receiptsOf(applicationId: string): Promise<PecReceipt[]> {
      const rows = await tx('pec_receipts').where({ application_id: applicationId }).orderBy('position')
      return rows.map(receiptOf)
    },

    /** False where the provider's same receipt is there already. */
    async keepReceipt(receipt: PecReceipt): Promise<boolean> {
      const kept = await insertRows(tx, {
        table: 'pec_receipts',
        rows: [
          {
            ...{ id: receipt.id, communication_id: receipt.communicationId },
            ...{ application_id: receipt.applicationId, kind: receipt.kind, source: receipt.source },
            ...{ at: receipt.at, provider: receipt.provider, identifier: receipt.identifier },
            ...{ reason: receipt.reason, recorded_by: receipt.recordedBy, recorded_at: receipt.recordedAt },
          },
        ],
        conflict: 'on conflict (communication_id, kind, identifier) do nothing',
      })
      return kept.length === 1
    },
  }
}
