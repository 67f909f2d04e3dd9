import { actLifecycle } from '../domain/act/lifecycle.ts'
import { projectLifecycle } from '../domain/alliance/lifecycle.ts'
import { outcomeLifecycle, planLifecycle, submissionLifecycle } from '../domain/approval/lifecycle.ts'
import { applicationLifecycle, callLifecycle, correctionLifecycle } from '../domain/call/lifecycle.ts'
import {
  cycleLifecycle,
  deliveryLifecycle,
  interventionLifecycle,
  workItemLifecycle,
} from '../domain/cycle/lifecycle.ts'
import { paymentLifecycle } from '../domain/disbursement/lifecycle.ts'
import {
  declarationLifecycle,
  leadRequestLifecycle,
  rankingCorrectionLifecycle,
  rankingLifecycle,
  roundLifecycle,
  scoringLifecycle,
} from '../domain/evaluation/lifecycle.ts'
import { statementLifecycle } from '../domain/expenditure/lifecycle.ts'
import { guidanceLifecycle } from '../domain/guidance/lifecycle.ts'
import { meetingLifecycle } from '../domain/meeting/lifecycle.ts'
import { workingGroupLifecycle } from '../domain/meeting/working-group.ts'

/** The tables whose rows live, with the column of their state and their lifecycle. */
export const lifecycles = {
  cycles: { column: 'status', lifecycle: cycleLifecycle },
  guidance_documents: { column: 'status', lifecycle: guidanceLifecycle },
  meetings: { column: 'status', lifecycle: meetingLifecycle },
  working_groups: { column: 'status', lifecycle: workingGroupLifecycle },
  calls: { column: 'status', lifecycle: callLifecycle },
  call_corrections: { column: 'status', lifecycle: correctionLifecycle },
  applications: { column: 'status', lifecycle: applicationLifecycle },
  lead_requests: { column: 'status', lifecycle: leadRequestLifecycle },
  conflict_declarations: { column: 'status', lifecycle: declarationLifecycle },
  scoring_rounds: { column: 'status', lifecycle: roundLifecycle },
  scorings: { column: 'status', lifecycle: scoringLifecycle },
  ranking_corrections: { column: 'status', lifecycle: rankingCorrectionLifecycle },
  rankings: { column: 'status', lifecycle: rankingLifecycle },
  act_proposals: { column: 'status', lifecycle: actLifecycle },
  plan_versions: { column: 'status', lifecycle: planLifecycle },
  submissions: { column: 'status', lifecycle: submissionLifecycle },
  regional_outcomes: { column: 'status', lifecycle: outcomeLifecycle },
  projects: { column: 'status', lifecycle: projectLifecycle },
  payments: { column: 'status', lifecycle: paymentLifecycle },
  statements: { column: 'status', lifecycle: statementLifecycle },
  work_items: { column: 'state', lifecycle: workItemLifecycle },
  interventions: { column: 'state', lifecycle: interventionLifecycle },
  outbox: { column: 'state', lifecycle: deliveryLifecycle },
} as const
export type LivingTable = keyof typeof lifecycles
