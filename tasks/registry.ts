import { prepareCall } from './call/prepare-call.ts'
import { decideAdmissibility } from './evaluation/decide-admissibility.ts'
import { acceptCutGrant } from './evaluation/accept-cut-grant.ts'
import { examineReshaping } from './evaluation/examine-reshaping.ts'
import { answerRequest } from './evaluation/answer-request.ts'
import { declareConflicts } from './evaluation/declare-conflicts.ts'
import { decideDeclaredConflicts } from './evaluation/decide-declared-conflicts.ts'
import { decideLateConflict } from './evaluation/decide-late-conflict.ts'
import { weighObservations } from './evaluation/weigh-observations.ts'
import { reinforcePanels } from './evaluation/reinforce-panels.ts'
import { scoreApplication } from './evaluation/score-application.ts'
import { draftGuidance } from './guidance/draft-guidance.ts'
import { answerComments } from './guidance/answer-comments.ts'
import { conveneMeeting } from './meeting/convene-meeting.ts'
import { recordMeeting } from './meeting/record-meeting.ts'
import { recordNetworkMeeting } from './meeting/record-network-meeting.ts'
import { signMinutes } from './meeting/sign-minutes.ts'
import { recordAct } from './act/record-act.ts'
import { recordPublication } from './act/record-publication.ts'
import { reportResults } from './monitoring/report-results.ts'
import { writeFinalReport } from './monitoring/write-final-report.ts'
import { recordAgreement } from './alliance/record-agreement.ts'
import { recordCup } from './alliance/record-cup.ts'
import { recordCommitment } from './alliance/record-commitment.ts'
import { recordCashReceipt } from './disbursement/record-cash-receipt.ts'
import { requestPayment } from './disbursement/request-payment.ts'
import { approvePaymentOffice } from './disbursement/approve-payment-office.ts'
import { approvePaymentFinance } from './disbursement/approve-payment-finance.ts'
import { confirmPayment } from './disbursement/confirm-payment.ts'
import { submitStatement } from './expenditure/submit-statement.ts'
import { verifyStatement } from './expenditure/verify-statement.ts'
import { stageOfProcess } from '../domain/cycle/stages.ts'
import type { CycleStage } from '../domain/cycle/stages.ts'
import type { Task } from './task.ts'

/** Every user task of the models, in process order; the wiring test compares it with BPMN. */
export const tasks: readonly Task[] = [
  draftGuidance,
  answerComments,
  conveneMeeting,
  recordMeeting,
  recordNetworkMeeting,
  signMinutes,
  recordAct,
  recordPublication,
  prepareCall,
  decideAdmissibility,
  answerRequest,
  declareConflicts,
  decideDeclaredConflicts,
  decideLateConflict,
  reinforcePanels,
  scoreApplication,
  acceptCutGrant,
  examineReshaping,
  weighObservations,
  recordAgreement,
  recordCup,
  recordCommitment,
  recordCashReceipt,
  requestPayment,
  approvePaymentOffice,
  approvePaymentFinance,
  confirmPayment,
  submitStatement,
  verifyStatement,
  reportResults,
  writeFinalReport,
]

/** Tasks of an evaluation: which of them are open tells what somebody declared or lacks, so only their count is told (art. 5). */
export const evaluationElements: ReadonlySet<string> = new Set(
  [decideAdmissibility, declareConflicts, decideDeclaredConflicts, reinforcePanels, scoreApplication].map(
    ({ element }) => element,
  ),
)

/** Of which stage each task is, where its process works for one alone. */
export const stageOfElement: Readonly<Record<string, CycleStage>> = Object.fromEntries(
  tasks.flatMap(({ element, process }) => {
    const stage = stageOfProcess[process.id]
    return stage === undefined ? [] : [[element, stage]]
  }),
)

/** The task of an element. Throws when the models know a task that we do not. */
export function taskOf(element: string): Task {
  const task = tasks.find((candidate) => candidate.element === element)
  if (task === undefined) throw new TypeError(`no task for ${element}`)
  return task
}
