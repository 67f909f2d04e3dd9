import type { Knex } from 'knex'
import { createApplicationReadModel } from './call/application-read-model.ts'
import { createPartnershipReadModel } from './call/partnership-read-model.ts'
import { createQuestionReadModel } from './call/question-read-model.ts'
import { createRankingCorrectionReadModel } from './evaluation/ranking-correction-read-model.ts'
import { createCorrectionReadModel } from './call/correction-read-model.ts'
import { createSampleReadModel } from './call/sample-read-model.ts'
import { createCallReadModel } from './call/call-read-model.ts'
import { createHomeReadModel } from './cycle/home-read-model.ts'
import { createIncidentReadModel } from './cycle/incident-read-model.ts'
import { createInterventionReadModel } from './cycle/intervention-read-model.ts'
import { createInboxReadModel } from './cycle/inbox-read-model.ts'
import { createTermReadModel } from './cycle/term-read-model.ts'
import { createTurnReadModel } from './cycle/turn-read-model.ts'
import { createCycleReadModel } from './cycle/cycle-read-model.ts'
import { createCycleTermReadModel } from './cycle/cycle-term-read-model.ts'
import { createDeliveryReadModel, createDepartureReads } from './platform/delivery-read-model.ts'
import { createFigureReadModel } from './cycle/figure-read-model.ts'
import { createProcessReadModel } from './cycle/process-read-model.ts'
import { createInstanceReadModel } from './cycle/instance-read-model.ts'
import { createDocumentReadModel } from './cycle/document-read-model.ts'
import { createDeciderReadModel } from './evaluation/decider-read-model.ts'
import { createEvaluationReadModel } from './evaluation/evaluation-read-model.ts'
import { createForecastReadModel } from './evaluation/forecast-read-model.ts'
import { createCommunicationReadModel } from './evaluation/communication-read-model.ts'
import { createLeadRequestReadModel } from './evaluation/lead-request-read-model.ts'
import { createSheetReadModel } from './evaluation/sheet-read-model.ts'
import { createRankingReadModel } from './evaluation/ranking-read-model.ts'
import { createGuidanceReadModel } from './guidance/guidance-read-model.ts'
import { createMeetingReadModel } from './meeting/meeting-read-model.ts'
import { createWorkingGroupReadModel } from './meeting/working-group-read-model.ts'
import { createNetworkReadModel } from './network/network-read-model.ts'
import { createActReadModel } from './act/act-read-model.ts'
import { createApprovalReadModel } from './approval/approval-read-model.ts'
import { createMonitoringReadModel } from './monitoring/monitoring-read-model.ts'
import { createProjectReadModel } from './alliance/project-read-model.ts'
import type { Readers } from './platform/connection.ts'
import { viewing } from './platform/viewer.ts'
import type { AsViewer, Viewer } from './platform/viewer.ts'

/* What is read as a viewer, each time on a connection of its own, or all on one. */
const asViewers = (asViewer: AsViewer) => ({
  monitoring: createMonitoringReadModel(asViewer),
  approval: createApprovalReadModel(asViewer),
  acts: createActReadModel(asViewer),
  network: createNetworkReadModel(asViewer),
  meetings: createMeetingReadModel(asViewer),
  workingGroups: createWorkingGroupReadModel(asViewer),
  evaluation: createEvaluationReadModel(asViewer),
  communications: createCommunicationReadModel(asViewer),
  leadRequests: createLeadRequestReadModel(asViewer),
  deciders: createDeciderReadModel(asViewer),
  projects: createProjectReadModel(asViewer),
  rankings: createRankingReadModel(asViewer),
  sheets: createSheetReadModel(asViewer),
  forecasts: createForecastReadModel(asViewer),
  guidance: createGuidanceReadModel(asViewer),
  documents: createDocumentReadModel(asViewer),
  cycles: createCycleReadModel(asViewer),
  cycleTerms: createCycleTermReadModel(asViewer),
  turns: createTurnReadModel(asViewer),
  processes: createProcessReadModel(asViewer),
  figures: createFigureReadModel(asViewer),
  incidents: createIncidentReadModel(asViewer),
  instances: createInstanceReadModel(asViewer),
  interventions: createInterventionReadModel(asViewer),
  applications: createApplicationReadModel(asViewer),
  partnerships: createPartnershipReadModel(asViewer),
  calls: createCallReadModel(asViewer),
  questions: createQuestionReadModel(asViewer),
  corrections: createCorrectionReadModel(asViewer),
  rankingCorrections: createRankingCorrectionReadModel(asViewer),
  samples: createSampleReadModel(asViewer),
  home: createHomeReadModel(asViewer),
  inbox: createInboxReadModel(asViewer),
  deliveries: createDeliveryReadModel(asViewer),
})
export type ViewerReads = ReturnType<typeof asViewers>

/* The same viewer's, who is asked about once. */
const onOne = (tx: Knex, viewer: Viewer): ViewerReads =>
  asViewers((other, read) => {
    if (other !== viewer) throw new Error('reads of two viewers are not on one connection')
    return read(tx)
  })

/** Every read of a page or of the API: each takes the viewer first, and sees what the viewer may see. */
export function createReadModels({ knex, readers }: { knex: Knex } & Readers) {
  const asViewer = viewing({ readers })
  return {
    ...asViewers(asViewer),
    departures: createDepartureReads(knex),
    terms: createTermReadModel(knex),
    /** Several reads of one viewer on one connection. What needs another connection is asked before or after:
     * those who each hold one would wait for each other's. */
    together: <T>(viewer: Viewer, read: (reads: ViewerReads) => Promise<T>): Promise<T> =>
      asViewer(viewer, (tx) => read(onOne(tx, viewer))),
  }
}
export type ReadModels = ReturnType<typeof createReadModels>
