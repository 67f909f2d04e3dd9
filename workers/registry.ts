import { closeCall } from './close-call.ts'
import { examineApplication } from './examine-application.ts'
import { freezeCall } from './freeze-call.ts'
import { openAdmissibility } from './open-admissibility.ts'
import { publishCall } from './publish-call.ts'
import { confirmCycleOpened } from './confirm-cycle-opened.ts'
import { openWorkItem } from './open-work-item.ts'
import { shareGuidanceDraft } from './share-guidance-draft.ts'
import { scheduleGuidanceVote } from './schedule-guidance-vote.ts'
import { sendConvocation } from './send-convocation.ts'
import { drawUpMinutes } from './draw-up-minutes.ts'
import { prepareGuidanceAct } from './prepare-guidance-act.ts'
import { closeCycle } from './close-cycle.ts'
import { prepareActProposal } from './prepare-act-proposal.ts'
import { beginActEffects } from './begin-act-effects.ts'
import { excludeConflictedMembers } from './exclude-conflicted-members.ts'
import { closeDeclarations } from './close-declarations.ts'
import { checkPanels } from './check-panels.ts'
import { requestScorings } from './request-scorings.ts'
import { confirmScoringWithdrawn } from './confirm-scoring-withdrawn.ts'
import { closeScoring } from './close-scoring.ts'
import { aggregateScores } from './aggregate-scores.ts'
import { drawUpRanking } from './draw-up-ranking.ts'
import { notifyOutcomes } from './notify-outcomes.ts'
import { drawUpPlan } from './draw-up-plan.ts'
import { sendPlanPackage } from './send-plan-package.ts'
import { confirmRegionalReceipt } from './confirm-regional-receipt.ts'
import { remindRegionalAnswer } from './remind-regional-answer.ts'
import { recordRegionalOutcome } from './record-regional-outcome.ts'
import { gatherResults } from './gather-results.ts'
import { prepareFinalReturn } from './prepare-final-return.ts'
import { sendFinalReturn } from './send-final-return.ts'
import { startProjects } from './start-projects.ts'
import { prepareGrantAct } from './prepare-grant-act.ts'
import { startProject } from './start-project.ts'
import { openPayment } from './open-payment.ts'
import { prepareLiquidationAct } from './prepare-liquidation-act.ts'
import { issuePaymentOrder } from './issue-payment-order.ts'
import { settlePayment } from './settle-payment.ts'
import { openStatement } from './open-statement.ts'
import { settleStatement } from './settle-statement.ts'
import { produceWorkbook } from './produce-workbook.ts'
import { closeProject } from './close-project.ts'
import { confirmProjectsClosed } from './confirm-projects-closed.ts'
import type { Worker } from './worker.ts'

/** Every step that the process does, in process order; the wiring test compares it with BPMN and with the files here. */
export const workers: readonly Worker[] = [
  openWorkItem,
  confirmCycleOpened,
  shareGuidanceDraft,
  scheduleGuidanceVote,
  sendConvocation,
  drawUpMinutes,
  prepareGuidanceAct,
  prepareActProposal,
  beginActEffects,
  freezeCall,
  publishCall,
  closeCall,
  openAdmissibility,
  examineApplication,
  excludeConflictedMembers,
  closeDeclarations,
  checkPanels,
  requestScorings,
  confirmScoringWithdrawn,
  closeScoring,
  aggregateScores,
  drawUpRanking,
  notifyOutcomes,
  drawUpPlan,
  sendPlanPackage,
  confirmRegionalReceipt,
  remindRegionalAnswer,
  recordRegionalOutcome,
  startProjects,
  prepareGrantAct,
  startProject,
  openPayment,
  prepareLiquidationAct,
  issuePaymentOrder,
  settlePayment,
  openStatement,
  settleStatement,
  produceWorkbook,
  closeProject,
  confirmProjectsClosed,
  gatherResults,
  prepareFinalReturn,
  sendFinalReturn,
  closeCycle,
]
