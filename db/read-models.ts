import type { Knex } from 'knex'
import { createApplicationReadModel } from './application-read-model.ts'
import { createCallReadModel } from './call-read-model.ts'
import { createInboxReadModel } from './inbox-read-model.ts'
import { createTermReadModel } from './term-read-model.ts'
import { createCycleReadModel } from './cycle-read-model.ts'
import { createCycleTermReadModel } from './cycle-term-read-model.ts'
import { createDeliveryReadModel } from './delivery-read-model.ts'
import { createProcessReadModel } from './process-read-model.ts'
import { createDocumentReadModel } from './document-read-model.ts'
import { createEvaluationReadModel } from './evaluation-read-model.ts'
import { createRankingReadModel } from './ranking-read-model.ts'
import { createGuidanceReadModel } from './guidance-read-model.ts'
import { createMeetingReadModel } from './meeting-read-model.ts'
import { createNetworkReadModel } from './network-read-model.ts'
import { createActReadModel } from './act-read-model.ts'
import { createApprovalReadModel } from './approval-read-model.ts'
import { createMonitoringReadModel } from './monitoring-read-model.ts'
import { createProjectReadModel } from './project-read-model.ts'
import { viewing } from './viewer.ts'

/** Every read of a page or of the API: each takes the viewer first, and sees what the viewer may see. */
export function createReadModels(knex: Knex) {
  const asViewer = viewing(knex)
  return {
    monitoring: createMonitoringReadModel(asViewer),
    approval: createApprovalReadModel(asViewer),
    acts: createActReadModel(asViewer),
    network: createNetworkReadModel(asViewer),
    meetings: createMeetingReadModel(asViewer),
    evaluation: createEvaluationReadModel(asViewer),
    projects: createProjectReadModel(asViewer),
    rankings: createRankingReadModel(asViewer),
    guidance: createGuidanceReadModel(asViewer),
    documents: createDocumentReadModel(asViewer),
    cycles: createCycleReadModel(asViewer),
    cycleTerms: createCycleTermReadModel(asViewer),
    processes: createProcessReadModel(asViewer),
    deliveries: createDeliveryReadModel(knex, asViewer),
    applications: createApplicationReadModel(asViewer),
    calls: createCallReadModel(asViewer),
    terms: createTermReadModel(knex),
    inbox: createInboxReadModel(asViewer),
  }
}
export type ReadModels = ReturnType<typeof createReadModels>
