import type { Knex } from 'knex'
import { createActStore } from './act-store.ts'
import { createAdmissibilityStore } from './admissibility-store.ts'
import { createApplicationStore } from './application-store.ts'
import { createAttachmentStore } from './attachment-store.ts'
import { createAuditStore } from './audit-store.ts'
import { createCashStore } from './cash-store.ts'
import { createCycleStore } from './cycle-store.ts'
import { createCallStore } from './call-store.ts'
import { createDatabasePlace } from './database-place.ts'
import { createDocumentRecords } from './document-records.ts'
import { createEvaluationStore } from './evaluation-store.ts'
import { createGuidanceStore } from './guidance-store.ts'
import { createIncidentRetryStore } from './incident-retry-store.ts'
import { createMeetingStore } from './meeting-store.ts'
import { createNetworkProfileStore } from './network-profile-store.ts'
import { createNetworkStore } from './network-store.ts'
import { createOrderStore } from './order-store.ts'
import { createOutbox } from './outbox.ts'
import { createPaymentStore } from './payment-store.ts'
import { createPlanStore } from './plan-store.ts'
import { createProjectStore } from './project-store.ts'
import { createProtocolStore } from './protocol-store.ts'
import { createResultStore } from './result-store.ts'
import { createStatementStore } from './statement-store.ts'
import { createSubmissionStore } from './submission-store.ts'
import { createWorkItemStore } from './work-item-store.ts'

/** The stores of one transaction: write side, one table family each. */
export function createStores(tx: Knex) {
  return {
    acts: createActStore(tx),
    admissibility: createAdmissibilityStore(tx),
    applications: createApplicationStore(tx),
    attachments: createAttachmentStore(tx),
    audit: createAuditStore(tx),
    calls: createCallStore(tx),
    cash: createCashStore(tx),
    cycles: createCycleStore(tx),
    databasePlace: createDatabasePlace(tx),
    documents: createDocumentRecords(tx),
    evaluation: createEvaluationStore(tx),
    guidance: createGuidanceStore(tx),
    incidentRetries: createIncidentRetryStore(tx),
    meetings: createMeetingStore(tx),
    network: createNetworkStore(tx),
    networkProfile: createNetworkProfileStore(tx),
    orders: createOrderStore(tx),
    outbox: createOutbox(tx),
    payments: createPaymentStore(tx),
    plans: createPlanStore(tx),
    projects: createProjectStore(tx),
    protocol: createProtocolStore(tx),
    results: createResultStore(tx),
    statements: createStatementStore(tx),
    submissions: createSubmissionStore(tx),
    workItems: createWorkItemStore(tx),
  }
}
export type Stores = ReturnType<typeof createStores>
