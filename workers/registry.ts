import { closeCall } from './call/close-call.ts'
import { examineApplication } from './evaluation/examine-application.ts'
import { freezeCall } from './call/freeze-call.ts'
import { confirmApplicationSubmitted } from './evaluation/confirm-application-submitted.ts'
import { confirmApplicationWithdrawn } from './evaluation/confirm-application-withdrawn.ts'
import { askIntegration } from './evaluation/ask-integration.ts'
import { giveRefusalNotice } from './evaluation/give-refusal-notice.ts'
import { beginAnswerTerm } from './evaluation/begin-answer-term.ts'
import { expireLeadRequest } from './evaluation/expire-lead-request.ts'
import { confirmRequestClosed } from './evaluation/confirm-request-closed.ts'
import { openAdmissibility } from './evaluation/open-admissibility.ts'
import { publishCall } from './call/publish-call.ts'
import { confirmCorrectionWithdrawn } from './call/confirm-correction-withdrawn.ts'
import { proposeCorrectionAct } from './call/propose-correction-act.ts'
import { publishCorrection } from './call/publish-correction.ts'
import { confirmCycleOpened } from './cycle/confirm-cycle-opened.ts'
import { openWorkItem } from './cycle/open-work-item.ts'
import { shareGuidanceDraft } from './guidance/share-guidance-draft.ts'
import { scheduleGuidanceVote } from './guidance/schedule-guidance-vote.ts'
import { sendConvocation } from './meeting/send-convocation.ts'
import { drawUpMinutes } from './meeting/draw-up-minutes.ts'
import { prepareGuidanceAct } from './guidance/prepare-guidance-act.ts'
import { closeCycle } from './cycle/close-cycle.ts'
import { prepareActProposal } from './act/prepare-act-proposal.ts'
import { beginActEffects } from './act/begin-act-effects.ts'
import { excludeConflictedMembers } from './evaluation/exclude-conflicted-members.ts'
import { closeDeclarations } from './evaluation/close-declarations.ts'
import { checkPanels } from './evaluation/check-panels.ts'
import { reopenRanking } from './evaluation/reopen-ranking.ts'
import { requestScorings } from './evaluation/request-scorings.ts'
import { confirmScoringWithdrawn } from './evaluation/confirm-scoring-withdrawn.ts'
import { closeScoring } from './evaluation/close-scoring.ts'
import { remindEvaluators } from './evaluation/remind-evaluators.ts'
import { aggregateScores } from './evaluation/aggregate-scores.ts'
import { drawUpProvisionalRanking } from './evaluation/draw-up-provisional-ranking.ts'
import { drawUpRanking } from './evaluation/draw-up-ranking.ts'
import { notifyOutcomes } from './evaluation/notify-outcomes.ts'
import { askCutGrant } from './evaluation/ask-cut-grant.ts'
import { beginAcceptanceTerm } from './evaluation/begin-acceptance-term.ts'
import { settleCutGrant } from './evaluation/settle-cut-grant.ts'
import { tellRankingCorrection } from './evaluation/tell-ranking-correction.ts'
import { drawUpCorrectedRanking } from './evaluation/draw-up-corrected-ranking.ts'
import { tellCorrectedOutcomes } from './evaluation/tell-corrected-outcomes.ts'
import { confirmRankingCorrectionWithdrawn } from './evaluation/confirm-ranking-correction-withdrawn.ts'
import { leaveWithdrawnPlan } from './approval/leave-withdrawn-plan.ts'
import { closeReview } from './evaluation/close-review.ts'
import { drawUpPlan } from './approval/draw-up-plan.ts'
import { sendPlanPackage } from './approval/send-plan-package.ts'
import { confirmRegionalReceipt } from './approval/confirm-regional-receipt.ts'
import { remindRegionalAnswer } from './approval/remind-regional-answer.ts'
import { recordRegionalOutcome } from './approval/record-regional-outcome.ts'
import { gatherResults } from './monitoring/gather-results.ts'
import { prepareFinalReturn } from './monitoring/prepare-final-return.ts'
import { sendFinalReturn } from './monitoring/send-final-return.ts'
import { startProjects } from './cycle/start-projects.ts'
import { chooseNextStep } from './alliance/choose-next-step.ts'
import { prepareGrantAct } from './alliance/prepare-grant-act.ts'
import { startProject } from './alliance/start-project.ts'
import { openPayment } from './disbursement/open-payment.ts'
import { prepareLiquidationAct } from './disbursement/prepare-liquidation-act.ts'
import { issuePaymentOrder } from './disbursement/issue-payment-order.ts'
import { settlePayment } from './disbursement/settle-payment.ts'
import { openStatement } from './expenditure/open-statement.ts'
import { settleStatement } from './expenditure/settle-statement.ts'
import { produceWorkbook } from './expenditure/produce-workbook.ts'
import { closeProject } from './alliance/close-project.ts'
import { confirmProjectsClosed } from './cycle/confirm-projects-closed.ts'
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
  proposeCorrectionAct,
  publishCorrection,
  confirmCorrectionWithdrawn,
  confirmApplicationSubmitted,
  confirmApplicationWithdrawn,
  closeCall,
  openAdmissibility,
  examineApplication,
  askIntegration,
  giveRefusalNotice,
  beginAnswerTerm,
  expireLeadRequest,
  confirmRequestClosed,
  excludeConflictedMembers,
  closeDeclarations,
  checkPanels,
  requestScorings,
  confirmScoringWithdrawn,
  remindEvaluators,
  closeScoring,
  aggregateScores,
  drawUpProvisionalRanking,
  drawUpRanking,
  reopenRanking,
  notifyOutcomes,
  askCutGrant,
  beginAcceptanceTerm,
  settleCutGrant,
  tellRankingCorrection,
  drawUpCorrectedRanking,
  tellCorrectedOutcomes,
  confirmRankingCorrectionWithdrawn,
  leaveWithdrawnPlan,
  closeReview,
  drawUpPlan,
  sendPlanPackage,
  confirmRegionalReceipt,
  remindRegionalAnswer,
  recordRegionalOutcome,
  startProjects,
  prepareGrantAct,
  startProject,
  chooseNextStep,
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
