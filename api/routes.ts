import { applicationDraftRoutes } from './application-drafts.ts'
import { callRoutes } from './call.ts'
import { callCorrectionRoutes } from './call-corrections.ts'
import { callQuestionRoutes } from './call-questions.ts'
import { publishedCallRoutes } from './published-call.ts'
import { cycleRoutes } from './cycle.ts'
import { sheetRoutes } from './sheets.ts'
import { evaluationRoutes } from './evaluation.ts'
import { rankingRoutes } from './ranking.ts'
import { rankingCorrectionRoutes } from './ranking-corrections.ts'
import { homeRoutes } from './home.ts'
import { guidanceRoutes } from './guidance.ts'
import { minutesPreviewRoutes } from './minutes-preview.ts'
import { meetingRoutes } from './meeting.ts'
import { workingGroupRoutes } from './working-groups.ts'
import { invitationRoutes } from './invitations.ts'
import { communicationRoutes } from './communications.ts'
import { leadRequestRoutes } from './lead-requests.ts'
import { declarationCheckRoutes } from './declaration-checks.ts'
import { officerRoutes } from './officers.ts'
import { networkPeopleRoutes } from './network-people.ts'
import { networkRoutes } from './network.ts'
import { partnershipRoutes } from './partnerships.ts'
import { controlRoomRoutes } from './control-room.ts'
import { incidentRoutes } from './incidents.ts'
import { interventionRoutes } from './interventions.ts'
import { processViewRoutes } from './process-view.ts'
import { actRoutes } from './act.ts'
import { approvalRoutes } from './approval.ts'
import { monitoringRoutes } from './monitoring.ts'
import { allianceRoutes } from './alliance.ts'
import { deliveryRoutes } from './deliveries.ts'
import { disbursementRoutes } from './disbursement.ts'
import { expenditureRoutes } from './expenditure.ts'
import type { Route } from './route.ts'
import { sessionRoutes } from './session.ts'
import { callDraftRoutes } from './call-draft.ts'
import { workItemRoutes } from './work-items.ts'

/** Every operation of the API, stage by stage; the OpenAPI document is made from it. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...homeRoutes,
  ...workItemRoutes,
  ...callDraftRoutes,
  ...declarationCheckRoutes,
  ...officerRoutes,
  ...networkRoutes,
  ...invitationRoutes,
  ...networkPeopleRoutes,
  ...meetingRoutes,
  ...workingGroupRoutes,
  ...minutesPreviewRoutes,
  ...guidanceRoutes,
  ...evaluationRoutes,
  ...leadRequestRoutes,
  ...communicationRoutes,
  ...rankingRoutes,
  ...rankingCorrectionRoutes,
  ...sheetRoutes,
  ...cycleRoutes,
  ...processViewRoutes,
  ...controlRoomRoutes,
  ...incidentRoutes,
  ...interventionRoutes,
  ...publishedCallRoutes,
  ...callQuestionRoutes,
  ...callCorrectionRoutes,
  ...callRoutes,
  ...applicationDraftRoutes,
  ...partnershipRoutes,
  ...actRoutes,
  ...approvalRoutes,
  ...allianceRoutes,
  ...disbursementRoutes,
  ...expenditureRoutes,
  ...monitoringRoutes,
  ...deliveryRoutes,
]
