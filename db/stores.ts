import type { Knex } from 'knex'
import { createAuditStore } from './audit-store.ts'
import { createDocumentRecords } from './document-records.ts'
import { createOutbox } from './outbox.ts'
import { createWorkItemStore } from './work-item-store.ts'

/** The stores of one transaction: write side, one table family each. */
export function createStores(tx: Knex) {
  return {
    audit: createAuditStore(tx),
    documents: createDocumentRecords(tx),
    outbox: createOutbox(tx),
    workItems: createWorkItemStore(tx),
  }
}
export type Stores = ReturnType<typeof createStores>
