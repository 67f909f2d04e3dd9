import { closeCall } from './close-call.ts'
import { examineApplication } from './examine-application.ts'
import { freezeCall } from './freeze-call.ts'
import { openAdmissibility } from './open-admissibility.ts'
import { publishCall } from './publish-call.ts'
import { openWorkItem } from './open-work-item.ts'
import { shareGuidanceDraft } from './share-guidance-draft.ts'
import { scheduleGuidanceVote } from './schedule-guidance-vote.ts'
import { sendConvocation } from './send-convocation.ts'
import { drawUpMinutes } from './draw-up-minutes.ts'
import { prepareGuidanceAct } from './prepare-guidance-act.ts'
import { closeCycle } from './close-cycle.ts'
import { prepareActProposal } from './prepare-act-proposal.ts'
import { beginActEffects } from './begin-act-effects.ts'
import { drawUpPlan } from './draw-up-plan.ts'
import { sendPlanPackage } from './send-plan-package.ts'
import { confirmRegionalReceipt } from './confirm-regional-receipt.ts'
import { remindRegionalAnswer } from './remind-regional-answer.ts'
import { recordRegionalOutcome } from './record-regional-outcome.ts'
import { gatherResults } from './gather-results.ts'
import { prepareFinalReturn } from './prepare-final-return.ts'
import { sendFinalReturn } from './send-final-return.ts'
import type { Worker } from './worker.ts'

/** Every step that the process does, in process order; the wiring test compares it with BPMN and with the files here. */
export const workers: readonly Worker[] = [
  openWorkItem,
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
  drawUpPlan,
  sendPlanPackage,
  confirmRegionalReceipt,
  remindRegionalAnswer,
  recordRegionalOutcome,
  gatherResults,
  prepareFinalReturn,
  sendFinalReturn,
  closeCycle,
] as unknown as readonly Worker[]
