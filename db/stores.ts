import type { Knex } from 'knex'
import { createActStore } from './act/act-store.ts'
import { createAdmissibilityStore } from './evaluation/admissibility-store.ts'
import { createApplicationStore } from './call/application-store.ts'
import { createAttachmentStore } from './call/attachment-store.ts'
import { createAuditStore } from './platform/audit-store.ts'
import { createCashStore } from './disbursement/cash-store.ts'
import { createConfirmationStore } from './call/confirmation-store.ts'
import { createCycleStore } from './cycle/cycle-store.ts'
import { createCalendarFeedStore } from './network/calendar-feed-store.ts'
import { createCallDraftStore } from './call/call-draft-store.ts'
import { createCorrectionStore } from './call/correction-store.ts'
import { createRankingCorrectionStore } from './evaluation/ranking-correction-store.ts'
import { createSampleStore } from './call/sample-store.ts'
import { createCallStore } from './call/call-store.ts'
import { createDatabasePlace } from './platform/database-place.ts'
import { createDocumentRecords } from './platform/document-records.ts'
import { createEvaluationStore } from './evaluation/evaluation-store.ts'
import { createFigureStore } from './cycle/figure-read-model.ts'
import { createFormStore } from './call/form-store.ts'
import { createGuidanceStore } from './guidance/guidance-store.ts'
import { createIncidentRetryStore } from './cycle/incident-retry-store.ts'
import { createCommunicationStore } from './evaluation/communication-store.ts'
import { createLeadRequestStore } from './evaluation/lead-request-store.ts'
import { createInterventionStore } from './cycle/intervention-store.ts'
import { createInstanceStore } from './cycle/instance-store.ts'
import { createMeetingStore } from './meeting/meeting-store.ts'
import { createWorkingGroupStore } from './meeting/working-group-store.ts'
import { createNetworkSettingsStore } from './network/network-settings-store.ts'
import { createNetworkStore } from './network/network-store.ts'
import { createOrderStore } from './disbursement/order-store.ts'
import { createOfficerStore } from './cycle/officer-store.ts'
import { createOutcomeStore } from './approval/outcome-store.ts'
import { createOutbox } from './platform/outbox.ts'
import { createPaymentStore } from './disbursement/payment-store.ts'
import { createPlanStore } from './approval/plan-store.ts'
import { createProjectStore } from './alliance/project-store.ts'
import { createQuestionStore } from './call/question-store.ts'
import { createProtocolStore } from './act/protocol-store.ts'
import { createReshapingStore } from './evaluation/reshaping-store.ts'
import { createResultStore } from './monitoring/result-store.ts'
import { createSessionStore } from './network/session-store.ts'
import { createSignInStore } from './network/sign-in-store.ts'
import { createStatementStore } from './expenditure/statement-store.ts'
import { createHeldFormStore } from './network/held-form-store.ts'
import { createTaskDraftStore } from './cycle/task-draft-store.ts'
import { createSubmissionStore } from './approval/submission-store.ts'
import { createWorkItemStore } from './cycle/work-item-store.ts'

/** The stores of one transaction: write side, one table family each. What leaves it bears the instance whose step it is. */
export function createStores(tx: Knex, processInstanceKey: string | null = null) {
  return {
    acts: createActStore(tx),
    admissibility: createAdmissibilityStore(tx),
    applications: createApplicationStore(tx),
    attachments: createAttachmentStore(tx),
    audit: createAuditStore(tx),
    calendarFeeds: createCalendarFeedStore(tx),
    callDrafts: createCallDraftStore(tx, 'call_draft_parts'),
    calls: createCallStore(tx),
    cash: createCashStore(tx),
    communications: createCommunicationStore(tx),
    confirmations: createConfirmationStore(tx),
    correctionDrafts: createCallDraftStore(tx, 'call_correction_parts'),
    corrections: createCorrectionStore(tx),
    rankingCorrections: createRankingCorrectionStore(tx),
    cycles: createCycleStore(tx),
    databasePlace: createDatabasePlace(tx),
    documents: createDocumentRecords(tx),
    evaluation: createEvaluationStore(tx),
    figures: createFigureStore(tx),
    forms: createFormStore(tx),
    guidance: createGuidanceStore(tx),
    heldForms: createHeldFormStore(tx),
    incidentRetries: createIncidentRetryStore(tx),
    leadRequests: createLeadRequestStore(tx),
    instances: createInstanceStore(tx),
    interventions: createInterventionStore(tx),
    meetings: createMeetingStore(tx),
    network: createNetworkStore(tx),
    networkSettings: createNetworkSettingsStore(tx),
    officers: createOfficerStore(tx),
    orders: createOrderStore(tx),
    outbox: createOutbox(tx, processInstanceKey),
    outcomes: createOutcomeStore(tx),
    payments: createPaymentStore(tx),
    plans: createPlanStore(tx),
    projects: createProjectStore(tx),
    protocol: createProtocolStore(tx),
    questions: createQuestionStore(tx),
    reshapings: createReshapingStore(tx),
    results: createResultStore(tx),
    samples: createSampleStore(tx),
    sessions: createSessionStore(tx),
    signIns: createSignInStore(tx),
    statements: createStatementStore(tx),
    submissions: createSubmissionStore(tx),
    taskDrafts: createTaskDraftStore(tx),
    workingGroups: createWorkingGroupStore(tx),
    workItems: createWorkItemStore(tx),
  }
}
export type Stores = ReturnType<typeof createStores>
