import type { ActKind } from '../../domain/act/act.ts'
import type { Matter } from '../../domain/evaluation/may-act.ts'

/** A matter; or nothing of an application; or of oneself; or what the task or verb asks by itself. */
export type Force = Matter | 'NOTHING' | 'ONESELF' | 'INSIDE'

/** What each task decides of an application: a task that is not here fails the test. */
export const TASKS: Readonly<Record<string, Force>> = {
  ...{ Task_DraftGuidance: 'NOTHING', Task_AnswerComments: 'NOTHING', Task_PrepareCall: 'NOTHING' },
  ...{
    Task_ConveneMeeting: 'NOTHING',
    Task_RecordMeeting: 'EVALUATION',
    Task_RecordNetworkMeeting: 'NOTHING',
    Task_SignMinutes: 'EVALUATION',
  },
  ...{ Task_AnswerRequest: 'NOTHING', Task_AcceptCutGrant: 'NOTHING', Task_ExamineReshaping: 'EVALUATION' },
  ...{ Task_DecideAdmissibility: 'EVALUATION', Task_ScoreApplication: 'EVALUATION' },
  ...{
    Task_DeclareConflicts: 'NOTHING',
    Task_DecideDeclaredConflicts: 'INSIDE',
    Task_DecideLateConflict: 'EVALUATION',
    Task_ReinforcePanels: 'INSIDE',
    Task_WeighObservations: 'EVALUATION',
  },
  ...{ Task_RecordAgreement: 'NOTHING', Task_RecordCup: 'PROJECT', Task_RecordCommitment: 'PROJECT' },
  ...{ Task_RecordCashReceipt: 'NOTHING', Task_RequestPayment: 'NOTHING' },
  ...{ Task_ApprovePaymentOffice: 'PROJECT', Task_ApprovePaymentFinance: 'PROJECT' },
  ...{ Task_ConfirmPayment: 'PROJECT', Task_SubmitStatement: 'NOTHING', Task_VerifyStatement: 'PROJECT' },
  ...{ Task_ReportResults: 'NOTHING', Task_WriteFinalReport: 'NOTHING' },
}
/** The same of each kind of act. */
export const ACTS: Readonly<Record<ActKind, Force>> = {
  ...{ GUIDANCE_ADOPTION: 'NOTHING', CALL_NOTICE: 'NOTHING', RANKING_APPROVAL: 'EVALUATION' },
  ...{ PLAN_APPROVAL: 'PROJECT', GRANT: 'PROJECT', LIQUIDATION: 'PROJECT', FINAL_RETURN: 'NOTHING' },
}
/** The tasks that record them. */
export const ACT_TASKS = ['Task_RecordAct', 'Task_RecordPublication']

/** The same of each operation that is no reading. */
export const VERBS: Readonly<Record<string, Force>> = {
  ...{
    'post /api/calls/{callId}/applications': 'NOTHING',
    'put /api/applications/{applicationId}': 'NOTHING',
    'put /api/applications/{applicationId}/parts': 'NOTHING',
  },
  ...{ 'post /api/calls/{callId}/questions': 'NOTHING' },
  ...{
    'post /api/calls/{callId}/corrections': 'NOTHING',
    'post /api/calls/{callId}/corrections/{correctionId}/withdraw': 'NOTHING',
  },
  ...{
    'put /api/calls/{callId}/correction-draft/{part}': 'NOTHING',
    'delete /api/calls/{callId}/correction-draft': 'NOTHING',
  },
  ...{ 'post /api/calls/{callId}/questions/{questionId}/answer': 'NOTHING' },
  ...{ 'post /api/calls/{callId}/questions/{questionId}/amendments': 'NOTHING' },
  ...{ 'post /api/applications/{applicationId}/attachments/{kind}': 'NOTHING' },
  ...{
    'post /api/applications/{applicationId}/communications/{communicationId}/receipts': 'EVALUATION',
    'post /api/applications/{applicationId}/communications/{communicationId}/deliveries': 'EVALUATION',
    'post /api/applications/{applicationId}/communications/{communicationId}/resend': 'EVALUATION',
    'post /api/applications/{applicationId}/receipts/{receiptId}/proof': 'EVALUATION',
  },
  ...{ 'post /api/applications/{applicationId}/letters/{partnerCode}': 'NOTHING' },
  ...{ 'post /api/applications/{applicationId}/confirmation': 'NOTHING' },
  ...{ 'post /api/applications/{applicationId}/submit': 'NOTHING' },
  ...{ 'post /api/applications/{applicationId}/invitations': 'NOTHING' },
  ...{ 'post /api/applications/{applicationId}/discard': 'NOTHING' },
  ...{ 'post /api/applications/{applicationId}/redraft': 'NOTHING' },
  ...{ 'post /api/applications/{applicationId}/withdraw': 'NOTHING', 'post /api/cycles': 'NOTHING' },
  ...{ 'post /api/deliveries/release': 'NOTHING', 'post /api/deliveries/{id}/retry': 'NOTHING' },
  ...{ 'post /api/deliveries/{id}/discard': 'NOTHING', 'post /api/cycles/{cycleId}/workbook': 'NOTHING' },
  ...{
    'post /api/cycles/{id}/network-meetings': 'NOTHING',
    'post /api/cycles/{id}/committee-meetings': 'NOTHING',
  },
  ...{ 'post /api/meetings/{id}/move': 'NOTHING', 'post /api/meetings/{id}/cancel': 'NOTHING' },
  ...{ 'put /api/meetings/{id}/answer': 'NOTHING' },
  ...{ 'post /api/working-groups': 'NOTHING', 'post /api/working-groups/{id}/withdraw': 'NOTHING' },
  ...{
    'post /api/working-groups/{id}/report-file': 'NOTHING',
    'post /api/working-groups/{id}/reports': 'NOTHING',
  },
  ...{ 'post /api/guidance-documents/{id}/comments': 'NOTHING', 'put /api/looked': 'ONESELF' },
  ...{ 'post /api/calendar-feed': 'ONESELF', 'delete /api/calendar-feed': 'ONESELF' },
  ...{ 'post /api/invitations': 'NOTHING', 'post /api/invitations/{id}/revoke': 'NOTHING' },
  ...{ 'post /api/people/{personId}/sessions/end': 'INSIDE', 'post /api/network/people': 'NOTHING' },
  ...{ 'post /api/network/people/{personId}/functions': 'NOTHING' },
  ...{ 'post /api/network/people/{personId}/substitutions': 'NOTHING' },
  ...{ 'post /api/network/functions/{functionId}/end': 'NOTHING' },
  ...{
    'post /api/network/bodies/{bodyId}/links': 'NOTHING',
    'post /api/network/bodies/{bodyId}/address': 'NOTHING',
  },
  ...{ 'post /api/cycles/{id}/incidents/{incidentKey}/retry': 'NOTHING' },
  ...{
    'post /api/incidents/retry': 'NOTHING',
    'post /api/cycles/{id}/processes/{key}/interventions': 'NOTHING',
    'post /api/interventions/{id}/confirm': 'NOTHING',
    'post /api/interventions/{id}/refuse': 'NOTHING',
    'post /api/interventions/{id}/withdraw': 'NOTHING',
  },
  ...{ 'put /api/session': 'ONESELF', 'delete /api/session': 'ONESELF', 'post /api/session': 'ONESELF' },
  ...{
    'post /api/submissions/{id}/outcome': 'PROJECT',
    'post /api/submissions/{id}/outcome-letter': 'PROJECT',
  },
  ...{
    'put /api/applications/{applicationId}/officer': 'EVALUATION',
    'post /api/applications/{applicationId}/declaration-check': 'EVALUATION',
    'put /api/projects/{projectId}/officer': 'PROJECT',
    'post /api/projects/{projectId}/adhesions': 'PROJECT',
  },
  ...{ 'post /api/region/outcomes': 'NOTHING' },
  ...{
    'post /api/scorings/{scoringId}/substitution': 'INSIDE',
    'post /api/calls/{callId}/late-conflicts': 'INSIDE',
    'post /api/calls/{callId}/ranking/corrections': 'EVALUATION',
    'post /api/calls/{callId}/ranking/corrections/{rankingCorrectionId}/withdraw': 'EVALUATION',
    'post /api/applications/{applicationId}/scores/reading': 'NOTHING',
  },
  ...{ 'post /api/work-items/{id}/take': 'INSIDE', 'post /api/work-items/{id}/give': 'INSIDE' },
  ...{ 'post /api/work-items/{id}/return': 'INSIDE', 'post /api/work-items/{id}/complete': 'INSIDE' },
  ...{ 'post /api/work-items/{id}/files/{kind}': 'INSIDE', 'put /api/work-items/{id}/draft': 'ONESELF' },
  'delete /api/work-items/{id}/draft': 'ONESELF',
  'put /api/work-items/{id}/call-draft': 'NOTHING',
  'put /api/work-items/{id}/call-draft/{part}': 'NOTHING',
}
